"""Generated accounts at other providers, and verifications by them: at every stage."""

from typing import Any

from hypothesis import strategies as st

from mockfapi.rules import users
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, ExternalAccount, ProviderProfile, Verification
from tests.views.people import NOON, TIMES, a_world

PROVIDERS = st.sampled_from(["oauth_google", "oauth_linkedin_oidc", "oauth_custom_mine"])
ADDRESS = "ada@engines.test"
ERROR = {"code": "oauth_access_denied", "message": "No.", "long_message": "No.", "meta": {"param_name": "x"}}


def proofs(provider: str) -> st.SearchStrategy[Verification]:
    """What came of going to a provider."""
    return st.builds(
        Verification,
        strategy=st.just(provider),
        attempts=st.none(),
        expire_at=TIMES,
        secret=st.just("s" * 32),
        external_url=st.sampled_from([None, "http://localhost/v1/oauth_provider?state=x"]),
        verified_at=st.none() | TIMES,
        verified_at_client=st.sampled_from([None, "client_1"]),
        error=st.sampled_from([None, ERROR]),
        transferable=st.booleans(),
    )


@st.composite
def profiles(draw: st.DrawFn, provider: str) -> ProviderProfile:
    known: Any = {name: draw(st.text(max_size=9)) for name in ("first_name", "last_name", "scopes")}
    known |= {name: draw(st.none() | st.text(max_size=9)) for name in ("username", "image_url")}
    return ProviderProfile(provider, "1", ADDRESS, draw(st.booleans()), **known)


@st.composite
def connected(draw: st.DrawFn) -> World:
    """A world with one user, an account and the address that came with it."""
    world, provider = a_world(), draw(PROVIDERS)
    user = users.create(world, users.UserFields(first_name="Ada"))
    world.external_accounts.save(
        ExternalAccount(
            "eac_1",
            user.id,
            "idn_1",
            provider,
            NOON,
            NOON,
            profile=draw(st.none() | profiles(provider)),
            access_token=draw(st.sampled_from([None, "t" * 40])),
            verification=draw(st.none() | proofs(provider)),
            reauthorization=draw(st.none() | proofs(provider)),
        )
    )
    shown = Verification(f"from_{provider}", attempts=None, verified_at=NOON)
    world.email_addresses.save(EmailAddress("idn_2", user.id, ADDRESS, NOON, NOON, shown))
    return world
