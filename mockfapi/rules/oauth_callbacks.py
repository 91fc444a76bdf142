"""The way back from a provider: what becomes of the attempt that led there, and where the browser goes on."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.rules import (
    external_accounts,
    oauth_sign_ins,
    oauth_sign_ups,
    oauth_states,
    providers,
    redirects,
    sessions,
    sign_in_progress,
    sign_ups,
    verifications,
)
from mockfapi.rules.oauth_states import State
from mockfapi.rules.strategy import SIGN_IN, SIGN_UP
from mockfapi.world import World
from mockfapi.world.records import ExternalAccount, ProviderProfile, SignIn, SignUp, Verification

UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Source:
    """What somebody was sent to a provider for: how it goes on, and how it keeps what has failed."""

    sent: Verification
    enter: Callable[[ProviderProfile, Verification], None]
    keep: Callable[[Verification], None]


def landed(world: World, token: str | None, code: str | None, error: str | None) -> str:
    """The page of the app to go on at, after the attempt has taken in what the provider says.

    A state that is forged or old is refused. All else that goes wrong is told by the attempt, where the app
    looks for it. Coming back once more changes nothing.
    """
    state = oauth_states.read(world, token)
    source = _source(world, state)
    if verifications.status(world, source.sent) == UNVERIFIED:
        try:
            who = oauth_states.person(world, state, code, error)
            granted = replace(who, scopes=providers.scopes(state.provider, state.scopes))
            source.enter(granted, replace(source.sent, verified_at=world.clock.now))
        except ClerkError as refusal:
            source.keep(replace(source.sent, error=external_accounts.told(refusal)))
    return _page(world, state, source.sent)


def _source(world: World, state: State) -> Source:
    if state.purpose == SIGN_IN:
        return _of_sign_in(world, world.sign_ins.find(state.source_id), state)
    if state.purpose == SIGN_UP:
        return _of_sign_up(world, world.sign_ups.find(state.source_id), state)
    return _of_account(world, world.external_accounts.find(state.source_id), state)


def _current(state: State, *found: Verification | None) -> Verification:
    """The verification that was begun with this state."""
    it = next((each for each in found if oauth_states.is_of(state, each)), None)
    if it is None:
        raise errors.oauth_callback_invalid("state")
    return it


def _of_sign_in(world: World, it: SignIn | None, state: State) -> Source:
    if it is None or sign_in_progress.status(world, it) == "abandoned":
        raise errors.oauth_callback_invalid("state")
    client = world.clients.find(it.client_id)
    if client is None or client.sign_in_id != it.id:
        raise errors.oauth_callback_invalid("state")

    def keep(proof: Verification) -> None:
        world.sign_ins.save(replace(world.sign_ins[it.id], first_factor=proof))

    def enter(who: ProviderProfile, proof: Verification) -> None:
        oauth_sign_ins.entered(world, it, who, proof)
        # The page that waits looks for the sign-in, and finds no sign-up beside it.
        now = world.clients[it.client_id]
        world.clients.save(replace(now, sign_in_id=it.id, sign_up_id=None))

    return Source(_current(state, it.first_factor), enter, keep)


def _of_sign_up(world: World, it: SignUp | None, state: State) -> Source:
    if it is None or sign_ups.status(world, it) == "abandoned":
        raise errors.oauth_callback_invalid("state")
    client = world.clients.find(it.client_id)
    if client is None or client.sign_up_id != it.id:
        raise errors.oauth_callback_invalid("state")

    def keep(proof: Verification) -> None:
        world.sign_ups.save(replace(world.sign_ups[it.id], external_verification=proof))

    def enter(who: ProviderProfile, proof: Verification) -> None:
        if oauth_sign_ups.met(world, it, who, proof) is None:
            sign_ups.adopted(world, it, who, proof)
        now = world.clients[it.client_id]
        world.clients.save(replace(now, sign_up_id=it.id, sign_in_id=None))

    return Source(_current(state, it.external_verification), enter, keep)


def _of_account(world: World, it: ExternalAccount | None, state: State) -> Source:
    if it is None:
        raise errors.oauth_callback_invalid("state")
    renews = oauth_states.is_of(state, it.reauthorization)

    def keep(proof: Verification) -> None:
        now = world.external_accounts[it.id]
        after = replace(now, reauthorization=proof) if renews else replace(now, verification=proof)
        world.external_accounts.save(replace(after, updated_at=world.clock.now))

    def enter(who: ProviderProfile, proof: Verification) -> None:
        external_accounts.proven(world, it, who, proof)

    return Source(_current(state, it.reauthorization, it.verification), enter, keep)


def _page(world: World, state: State, sent: Verification) -> str:
    """Where the browser goes on: straight to where the app wants it when all is done."""
    now, url = _now(world, state), sent.redirect_url or ""
    if sent.complete_url is not None and _is_complete(world, state, now):
        return sent.complete_url
    # Native apps read no client on their way.
    if urlsplit(url).scheme not in redirects.HTTP and now is not None and now.error is not None:
        told = {"__clerk_status": "failed", "__clerk_error_code": str(now.error["code"])}
        return redirects.with_query(url, **told)
    return url


def _now(world: World, state: State) -> Verification | None:
    """The verification as it is after all."""
    if state.purpose == SIGN_IN:
        return world.sign_ins[state.source_id].first_factor
    if state.purpose == SIGN_UP:
        return world.sign_ups[state.source_id].external_verification
    account = world.external_accounts[state.source_id]
    return account.reauthorization or account.verification


def _is_complete(world: World, state: State, now: Verification | None) -> bool:
    """Whether there is a session without anything left to do, or a connection."""
    if state.purpose not in (SIGN_IN, SIGN_UP):
        return verifications.is_verified(now)
    found: SignIn | SignUp | None = world.sign_ins.find(state.source_id)
    found = found or world.sign_ups.find(state.source_id)
    session = world.sessions.find(None if found is None else found.created_session_id)
    return session is not None and sessions.status(world, session) == "active"
