"""What Clerk's server libraries decide about requests: by bearer, cookies, refresh, and keys of machines."""

from typing import Any

import httpx
import pytest
from clerk_backend_api.security import (
    AuthenticateRequestOptions,
    VerifyTokenOptions,
    authenticate_request,
    verify_token,
)

from mockfapi.rules import handshakes, oauth_access_tokens
from tests.people import ADA

from .test_backend import APP, options

pytestmark = pytest.mark.clerk(scenario="one_user")

ORIGIN = "http://localhost:3000"


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def signed_in(state: dict[str, Any]) -> tuple[str, str | None]:
    return state["status"], state["user"] or state["subject"]


def test_a_bearer_is_a_session(clerk, ask):
    """Of a user, in an organization if there is one, for this app alone if it says so."""
    ada = clerk.user(ADA)
    headers = bearer(ada.token(origin=ORIGIN))
    ours = ask(options=options(clerk, authorizedParties=[ORIGIN]), url=APP, headers=headers)
    theirs = ask(options=options(clerk, authorizedParties=["http://other.test"]), url=APP, headers=headers)

    assert ("signed-in", ada.id) == signed_in(ours)
    assert ("signed-out", "token-invalid-authorized-parties") == (theirs["status"], theirs["reason"])


@pytest.mark.parametrize("suffixed", [True, False])
def test_cookies_are_a_session(clerk, ask, suffixed):
    """Under both of their names."""
    ada, end = clerk.user(ADA), f"_{handshakes.suffix(clerk.world)}" if suffixed else ""
    values = {"__session": ada.token(origin=ORIGIN), "__client_uat": "1700000000", "__clerk_db_jwt": "dvb_1"}
    cookie = "; ".join(f"{name}{end}={value}" for name, value in values.items())

    assert ("signed-in", ada.id) == signed_in(ask(options=options(clerk), url=APP, cookie=cookie))


def test_an_expired_cookie_is_refreshed(clerk, ask):
    """The library asks for the next token by itself, and hands the cookies on."""
    ada, clock = clerk.user(ADA), clerk.world.clock
    clock.pin(clock.process - 120_000)
    cookies = {
        "__session": ada.token(origin=ORIGIN),
        "__refresh": handshakes.refresh_token(clerk.world, ada.session),
        "__client_uat": str(clock.process // 1000 - 60),
        "__clerk_db_jwt": "dvb_1",
    }
    clock.run()
    end = handshakes.suffix(clerk.world)
    cookie = "; ".join(f"{name}_{end}={value}" for name, value in cookies.items())
    state = ask(options=options(clerk), url=APP, cookie=cookie)

    assert ("signed-in", ada.id) == signed_in(state)
    assert any(it.startswith(f"__session_{end}=") for it in state["cookies"])
    assert 200 == clerk.calls("Sessions_refreshSession")[-1].status


def test_a_forged_bearer_is_nobody(clerk, ask):
    """Also one that another world signed for its own user."""
    other = clerk.fork()
    forged = ask(options=options(clerk), url=APP, headers=bearer(clerk.user(ADA).token()[:-6] + "AAAAAA"))
    strange = ask(options=options(clerk, jwtKey=None), url=APP, headers=bearer(other.user(ADA).token()))

    assert ["signed-out", "signed-out"] == [forged["status"], strange["status"]]


@pytest.mark.clerk(scenario="everything")
def test_machines_and_keys_are_known(clerk, ask, py):
    """An API key, an access token of an OAuth application, and tokens of machines of both kinds."""
    vera = clerk.user("vera@everything.test").id
    key = py.api_keys.create_api_key(name="reports", subject=vera, scopes=["read"]).secret
    access = oauth_access_tokens.secret(clerk.world, *clerk.world.oauth_access_tokens)
    store = py.machines.create(request={"name": "desk"})
    cart = py.machines.create(request={"name": "boy", "scoped_machines": [store.id]})
    sender = clerk.browser(origin=None)
    sent = [
        sender.request("POST", "/v1/m2m_tokens", headers=bearer(cart.secret_key), json={"token_format": form})
        for form in ("opaque", "jwt")
    ]
    given = options(clerk, acceptsToken="any", machineSecretKey=store.secret_key)
    tokens = [key, access, *(it.json()["token"] for it in sent)]
    states = [ask(options=given, url=APP, headers=bearer(it)) for it in tokens]

    assert ["api_key", "oauth_token", "m2m_token", "m2m_token"] == [it["kind"] for it in states]
    assert [vera, vera, cart.id, cart.id] == [it["user"] or it["subject"] for it in states]


def test_a_key_is_no_session(clerk, ask, py):
    """Where only sessions are taken, a key of somebody lets nobody in; a revoked one nowhere."""
    made = py.api_keys.create_api_key(name="reports", subject=clerk.user(ADA).id)
    sessions_only = ask(
        options=options(clerk, acceptsToken="session_token"), url=APP, headers=bearer(made.secret)
    )
    py.api_keys.revoke_api_key(api_key_id=made.id)
    revoked = ask(options=options(clerk, acceptsToken="api_key"), url=APP, headers=bearer(made.secret))

    assert ["signed-out", "signed-out"] == [sessions_only["status"], revoked["status"]]


def test_python_decides_with_the_public_key(clerk):
    """By bearer and by cookie, without the network."""
    ada = clerk.user(ADA)
    token = ada.token(origin=ORIGIN)
    given = AuthenticateRequestOptions(jwt_key=clerk.env["CLERK_JWT_KEY"], authorized_parties=[ORIGIN])
    asked = [
        httpx.Request("GET", APP, headers=it) for it in (bearer(token), {"cookie": f"__session={token}"}, {})
    ]
    states = [authenticate_request(it, given) for it in asked]

    assert [True, True, False] == [it.is_signed_in for it in states]
    assert [ada.id, ada.id] == [it.payload["sub"] for it in states[:2]]


@pytest.mark.clerk(scenario="b2b")
def test_python_reads_the_organization_of_a_token(clerk):
    """Its id, slug and role, and what the role may do."""
    olga = clerk.user("olga@workshop.test")
    given = AuthenticateRequestOptions(jwt_key=clerk.env["CLERK_JWT_KEY"])
    headers = bearer(olga.token(org="brandt-workshop"))
    payload = authenticate_request(httpx.Request("GET", APP, headers=headers), given).payload

    assert ("brandt-workshop", "admin") == (payload["org_slug"], payload["org_role"])


@pytest.mark.usefixtures("untidy")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_python_decides_with_the_key_set_and_knows_keys(clerk, py):
    """The key set comes from the mock, and so do answers about keys."""
    ada = clerk.user(ADA)
    given = VerifyTokenOptions(secret_key=clerk.secret_key, api_url=clerk.url)
    secret = py.api_keys.create_api_key(name="reports", subject=ada.id).secret

    assert ada.id == verify_token(ada.token(), given)["sub"]
    assert ada.id == verify_token(secret, given)["subject"]
