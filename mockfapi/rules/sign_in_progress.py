"""How far a sign-in has come, and the step after a proof that held. What begins one: `rules.sign_ins`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import (
    external_accounts,
    lockout,
    second_factors,
    sessions,
    strategies,
    trials,
    verifications,
)
from mockfapi.rules.factors import Factor
from mockfapi.rules.sessions import Entry
from mockfapi.rules.strategy import Proof, Strategy
from mockfapi.world import World
from mockfapi.world.records import SignIn, Verification


def status(world: World, it: SignIn) -> str:
    """Worked out from the facts each time; never stored, so never stale."""
    if it.created_session_id is not None:
        return "complete"
    if world.clock.now >= it.abandon_at:
        return "abandoned"
    if it.user_id is None and not it.missing:
        return "needs_identifier"
    if it.first_factor is None or not verifications.is_verified(it.first_factor):
        return "needs_first_factor"
    if strategies.resets_password(it.first_factor.strategy) and it.password_reset_at is None:
        return "needs_new_password"
    # A factor that was taken away meanwhile leaves the first one to be proven anew.
    return second_factors.due(world, it) or "needs_first_factor"


def require_status(world: World, it: SignIn, *wanted: str) -> None:
    """Refuses what the sign-in is not ready for, or not any more; and one whose user is gone."""
    if it.user_id is not None and world.users.find(it.user_id) is None:
        raise errors.sign_in_identification_or_user_deleted()
    found = status(world, it)
    if found not in wanted:
        raise errors.client_state_invalid(reason=f"the sign-in is at {found}, not at {' or '.join(wanted)}")


def kept(world: World, it: SignIn) -> SignIn:
    """Saves a sign-in. A new one gets its id only now, when nothing is refused any more."""
    if it.id:
        return world.sign_ins.save(it)
    it = world.sign_ins.save(replace(it, id=world.chance.id("sia")))
    client = world.clients[it.client_id]
    world.clients.save(replace(client, sign_in_id=it.id, updated_at=world.clock.now))
    return it


def tried(
    world: World, it: SignIn, strategy: Strategy, before: Verification | None, proof: Proof
) -> tuple[Verification, list[errors.Refusal]]:
    """The verification after an attempt, and what to refuse: nothing when the proof held.

    Who is signed in on this client already is told so, before anything is used up.
    """
    user = world.users[it.user_id or ""]
    after, refusals = trials.judged(world, user, strategy, before, proof)
    if refusals:
        return after, refusals
    if not strategy.resets_password:
        sessions.refuse_double(world, world.clients[it.client_id], user)
    trials.settled(world, user, strategy, after, proof)
    return after, []


def require_still_offered(strategy: Strategy, asked: Verification | None, offered: list[Factor]) -> None:
    """Refuses to go on by an identification that the user has no more, or not for this."""
    if asked is None or asked.strategy != strategy.name or trials.is_still_offered(offered, asked):
        return
    raise errors.sign_in_identification_or_user_deleted()


def advanced(world: World, it: SignIn) -> SignIn:
    """The sign-in after a step that went well: with a session when that was the last one."""
    it = kept(world, it)
    if it.first_factor is None or not _is_last_step(world, it):
        return it
    return completed(world, it)


def completed(
    world: World, it: SignIn, *, lifetime: int | None = None, organization_id: str | None = None
) -> SignIn:
    """Opens the session of a sign-in that has proven all it must, perhaps a short one."""
    assert it.first_factor is not None
    client, user = world.clients[it.client_id], world.users[it.user_id or ""]
    lockout.require_admissible(world, user)
    external_accounts.link(world, user, it.linking, it.first_factor)
    now = world.clock.now
    entry = Entry(
        strategy=it.first_factor.strategy,
        first_factor_at=now,
        second_factor_at=now if verifications.is_verified(it.second_factor) else None,
        actor=it.actor,
        lifetime=lifetime,
        organization_id=organization_id,
    )
    session = sessions.open(world, client, user, entry)
    world.clients.save(replace(world.clients[client.id], sign_in_id=None))
    return world.sign_ins.save(replace(it, created_session_id=session.id))


def _is_last_step(world: World, it: SignIn) -> bool:
    if it.first_factor is None or not verifications.is_verified(it.first_factor):
        return False
    if strategies.resets_password(it.first_factor.strategy) and it.password_reset_at is None:
        return False
    return second_factors.due(world, it) is None or verifications.is_verified(it.second_factor)
