"""The way to a provider and back: the address that leads there, the state and the code that come back."""

from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import providers, redirects
from mockfapi.rules.strategy import Target
from mockfapi.world import World
from mockfapi.world.records import ProviderProfile, Verification

PAGE, CALLBACK = "/v1/oauth_provider", "/v1/oauth_callback"
STREAM = "oauth_state"


@dataclass(frozen=True, slots=True)
class State:
    """What somebody was sent to a provider for: the attempt, and the secret that only it knows."""

    purpose: str
    source_id: str
    provider: str
    secret: str
    scopes: str = ""


def begin(world: World, provider: str, target: Target) -> Verification:
    """A verification that waits for somebody to come back from the provider."""
    now, secret = world.clock.now, world.chance.token(STREAM, 32)
    lifetime = world.instance.settings.behaviour.code_lifetime
    state = State(target.purpose, target.source_id, provider, secret, target.scopes)
    asked = {
        "state": _sealed(world, state),
        "login_hint": target.login_hint,
        "prompt": target.prompt,
    }
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return Verification(
        strategy=provider,
        attempts=None,
        expire_at=now + lifetime,
        secret=secret,
        client_id=target.client_id,
        redirect_url=redirects.require_allowed(world, target.redirect_url),
        complete_url=target.complete_url,
        external_url=f"{world.caller.address}{PAGE}?{query}",
    )


def require_target(world: World, target: Target) -> None:
    """Refuses a way back that leads nowhere, or to somebody else's site."""
    redirects.require_allowed(world, target.redirect_url)
    if target.complete_url is not None:
        redirects.require_allowed(world, target.complete_url, "action_complete_redirect_url")


def read(world: World, token: str | None) -> State:
    """What a state says; one that was not made here is refused."""
    payload = (world.signer.unseal(token) if token else None) or {}
    parts = [payload.get(name) for name in ("for", "of", "at", "state", "scope")]
    if not all(isinstance(it, str) for it in parts):
        raise errors.oauth_callback_invalid("state")
    return State(*map(str, parts))


def is_of(state: State, sent: Verification | None) -> bool:
    """Whether a verification was begun with this very state."""
    return sent is not None and compare_digest(state.secret.encode(), (sent.secret or "").encode())


def code(world: World, state: State, who: ProviderProfile) -> str:
    """The code with which the provider tells who it was."""
    known: dict[str, Any] = {name: getattr(who, name) for name in ProviderProfile.__slots__}
    return world.signer.seal({"code": state.secret, "who": known})


def person(world: World, state: State, given: str | None, error: str | None) -> ProviderProfile:
    """Who has come back; nobody when the provider was not allowed to tell, or when the code is none."""
    title = providers.title(world.instance.settings, state.provider)
    if error == "access_denied":
        raise errors.oauth_access_denied(provider=title)
    payload = (world.signer.unseal(given) if given else None) or {}
    who = payload.get("who")
    if error or payload.get("code") != state.secret or not isinstance(who, dict):
        raise errors.oauth_token_exchange_error(provider=title, reason=error or "the code is none of its own")
    return ProviderProfile(**who)


def _sealed(world: World, state: State) -> str:
    return world.signer.seal(
        {
            "for": state.purpose,
            "of": state.source_id,
            "at": state.provider,
            "state": state.secret,
            "scope": state.scopes,
        }
    )
