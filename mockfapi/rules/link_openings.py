"""What happens when somebody opens an e-mail link, in whichever browser. Making links: `rules.links`."""

from collections.abc import Callable
from dataclasses import replace

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.rules import (
    factors,
    links,
    lockout,
    own_identifications,
    redirects,
    second_factors,
    sessions,
    sign_in_progress,
    sign_ups,
    strangers,
    trials,
    users,
    verifications,
)
from mockfapi.rules.links import Link
from mockfapi.rules.strategy import PROFILE, SECOND_FACTOR, SIGN_IN
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, SignIn, SignUp, Verification

VERIFIED, FAILED, EXPIRED, MISMATCH = "verified", "failed", "expired", "client_mismatch"
# The address is proven, but nobody has it yet: a sign-up goes on from here.
TRANSFERABLE = "transferable"
DEV_BROWSER = "__clerk_db_jwt"
EMAIL = "email_address"


@dataclass(frozen=True, slots=True)
class Opening:
    """What came of it, where the browser goes next, and the session that the link opened, if it did."""

    status: str
    redirect_url: str | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a link belongs to: its verification, the session it has led to, and how it goes on from here.

    `proven` is the status once it holds.
    """

    sent: Verification
    prove: Callable[[Verification], str | None]
    session_id: str | None = None
    proven: str = VERIFIED


def opened(world: World, token: str, client_id: str | None) -> Opening:
    """Verifies what the link is for and goes on with it, on the client that asked for the link.

    `client_id` is the client of the browser that opens it, as far as it can be told. Opening it again gives
    the same answer. A link that is forged, replaced, or older than what it was for is refused; whatever else
    stands in its way is told to the page that it leads to, and changes nothing.
    """
    source = _source(world, links.read(world, token))
    sent = source.sent
    own = client_id is not None and client_id == sent.client_id
    if not own and world.instance.settings.user_settings.attack_protection.email_link.require_same_client:
        return _answer(source, MISMATCH, own)
    status = verifications.status(world, sent)
    if status == source.proven:
        return _answer(source, status, own, source.session_id)
    if status in (FAILED, EXPIRED):
        return _answer(source, status, own)
    proof = replace(sent, verified_at=world.clock.now, verified_at_client=client_id)
    try:
        return _answer(source, source.proven, own, source.prove(proof))
    except ClerkError:
        return _answer(source, FAILED, own)


def _answer(source: Source, status: str, own: bool, session_id: str | None = None) -> Opening:
    """Nobody but the browser that asked for the link is handed its dev browser on the way."""
    url = source.sent.redirect_url
    if url is None:
        return Opening(status, None, session_id)
    added = {"__clerk_status": status, "__clerk_created_session": session_id}
    return Opening(
        status, redirects.with_query(url, **added, **({} if own else {DEV_BROWSER: None})), session_id
    )


def _source(world: World, link: Link) -> Source:
    if link.purpose == PROFILE:
        return _of_address(world, world.email_addresses.find(link.source_id), link)
    it = links.attempt(world, link)
    if it is None or world.clients.find(it.client_id) is None:
        raise errors.verification_link_token_source_invalid("token")
    return _of_sign_up(world, it, link) if isinstance(it, SignUp) else _of_sign_in(world, it, link)


def _of_sign_in(world: World, it: SignIn, link: Link) -> Source:
    sent = it.second_factor if link.purpose == SECOND_FACTOR else it.first_factor
    is_over = sign_in_progress.status(world, it) == "abandoned"
    current = _current(sent, link, is_over, world.clients[it.client_id].sign_in_id == it.id)
    if it.missing:
        return Source(current, lambda proof: _proven_stranger(world, it, proof), proven=TRANSFERABLE)
    if world.users.find(it.user_id) is None:
        raise errors.verification_link_token_source_invalid("token")
    return Source(
        current, lambda proof: _proven_sign_in(world, it, link.purpose, proof), it.created_session_id
    )


def _of_sign_up(world: World, it: SignUp, link: Link) -> Source:
    is_over = sign_ups.status(world, it) == "abandoned"
    is_current = world.clients[it.client_id].sign_up_id == it.id
    current = _current(it.email_verification, link, is_over, is_current)
    return Source(current, lambda proof: _proven_sign_up(world, it, proof), it.created_session_id)


def _of_address(world: World, it: EmailAddress | None, link: Link) -> Source:
    if it is None:
        raise errors.verification_link_token_source_invalid("token")
    return Source(
        _current(it.verification, link, False, True), lambda proof: _proven_address(world, it, proof)
    )


def _current(sent: Verification | None, link: Link, is_over: bool, is_current: bool) -> Verification:
    """The verification of a link that is still good for something."""
    if is_over:
        raise errors.verification_link_token_expired("token")
    if sent is None or not links.is_of(link, sent) or not (is_current or sent.verified_at is not None):
        raise errors.verification_link_token_stale("token")
    return sent


def _proven_sign_in(world: World, it: SignIn, purpose: str, proof: Verification) -> str | None:
    """Goes on as after a right code. The sign-in stays on its client: the tab that waits looks for it."""
    client, user = world.clients[it.client_id], world.users[it.user_id or ""]
    lockout.require_admissible(world, user)
    sessions.require_may_start(world, client)
    offered = factors.of_user(world, it) if purpose == SIGN_IN else second_factors.offered(world, it)
    if not trials.is_still_offered(offered or [], proof):
        raise errors.sign_in_identification_or_user_deleted()
    sessions.refuse_double(world, client, user)
    lockout.forgive(world, world.users[user.id])
    users.prove(world, proof)
    if purpose == SIGN_IN:
        it = replace(it, first_factor=proof, second_factor=None)
    else:
        it = replace(it, second_factor=proof)
    done = sign_in_progress.advanced(world, it)
    if done.created_session_id is not None:
        world.clients.save(replace(world.clients[client.id], sign_in_id=done.id))
    return done.created_session_id


def _proven_stranger(world: World, it: SignIn, proof: Verification) -> None:
    sessions.require_may_start(world, world.clients[it.client_id])
    strangers.transferable(world, replace(it, first_factor=proof))


def _proven_sign_up(world: World, it: SignUp, proof: Verification) -> str | None:
    """Goes on as after a right code. The sign-up stays on its client: the tab that waits looks for it."""
    done = sign_ups.proven(world, it, EMAIL, proof)
    if done.created_session_id is not None:
        world.clients.save(replace(world.clients[it.client_id], sign_up_id=done.id))
    return done.created_session_id


def _proven_address(world: World, it: EmailAddress, proof: Verification) -> None:
    """Verifies an address of a profile, unless somebody else has verified it meanwhile."""
    own_identifications.proven(world, it, proof)
