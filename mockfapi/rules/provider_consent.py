"""The provider's side of a connection: who is asked, who says yes, and the way back with the answer."""

from urllib.parse import urlencode

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.rules import oauth_states, providers
from mockfapi.rules.oauth_states import State
from mockfapi.rules.strategy import PROFILE
from mockfapi.world import World
from mockfapi.world.records import ProviderProfile

# Prompts with which a provider asks even those whom it knows.
ASKING = ("consent", "login", "select_account")
NAME_LIMIT = 256


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of a provider asks: who of `people`, or anybody else, lets the app know who it is."""

    provider: str
    app: str
    state: str
    people: tuple[ProviderProfile, ...]
    scopes: tuple[str, ...]
    hint: str = ""
    fault: str = ""


def asked(world: World, token: str, hint: str | None = None, prompt: str | None = None) -> Question | str:
    """The question for whoever was sent here, or the way back at once where the answer is known."""
    state = oauth_states.read(world, token)
    known = world.instance.settings.behaviour.oauth_person or hint
    insists = any(it in ASKING for it in (prompt or "").split())
    if known and not insists:
        try:
            return _way_back(world, token, state, providers.profile(world, state.provider, known))
        except ClerkError:
            pass  # no address: somebody has to type one
    return question(world, token, hint or "")


def question(world: World, token: str, hint: str = "", fault: str = "") -> Question:
    """The question, with what was typed and what is wrong with it."""
    state, settings = oauth_states.read(world, token), world.instance.settings
    return Question(
        provider=providers.title(settings, state.provider),
        app=settings.display_config.application_name,
        state=token,
        people=tuple(_people(world, state)),
        scopes=tuple(providers.scopes(state.provider, state.scopes).split()),
        hint=hint,
        fault=fault,
    )


def allowed(world: World, token: str, email_address: str, **known: object) -> str:
    """The way back of somebody who says yes. An address that is none is refused."""
    state = oauth_states.read(world, token)
    for name in ("first_name", "last_name"):
        if len(str(known.get(name, ""))) > NAME_LIMIT:
            raise errors.form_param_max_length_exceeded(name, limit=NAME_LIMIT)
    return _way_back(world, token, state, providers.profile(world, state.provider, email_address, **known))


def denied(world: World, token: str) -> str:
    """The way back of somebody who says no."""
    oauth_states.read(world, token)
    return _callback(world, error="access_denied", state=token)


def _people(world: World, state: State) -> list[ProviderProfile]:
    """Whoever renews a connection is known already."""
    renewed = world.external_accounts.find(state.source_id) if state.purpose == PROFILE else None
    if renewed is not None and renewed.profile is not None:
        return [renewed.profile]
    return providers.people(world, state.provider)


def _way_back(world: World, token: str, state: State, who: ProviderProfile) -> str:
    return _callback(world, code=oauth_states.code(world, state, who), state=token)


def _callback(world: World, **given: str) -> str:
    return f"{world.caller.address}{oauth_states.CALLBACK}?{urlencode(given)}"
