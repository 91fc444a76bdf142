"""Reverification: when a session must prove itself anew, and how. Ages of factors: `rules.sessions`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import (
    factors,
    identifiers,
    lockout,
    second_factors,
    strategies,
    trials,
    verifications,
)
from mockfapi.rules.factors import Factor
from mockfapi.rules.strategy import REVERIFICATION, Preparation, Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Reverification, Session, SignIn, User, Verification

FIRST, SECOND, MULTI = "first_factor", "second_factor", "multi_factor"
NEEDS_FIRST, NEEDS_SECOND, COMPLETE = "needs_first_factor", "needs_second_factor", "complete"
# What may prove once more who somebody is. Links and resets lead elsewhere.
SERVING = ("password", "email_code", "phone_code", "passkey")


def require_recent(world: World, session: Session) -> None:
    """Refuses a sensitive operation when the strongest factor of the user was proven too long ago, or never.

    Who has no factor to prove anything with is refused like everybody else.
    """
    settings = world.instance.settings
    if not settings.auth_config.reverification:
        return
    user = world.users[session.user_id]
    proven = session.second_factor_at if second_factors.has_any(world, user) else session.first_factor_at
    if proven is None or world.clock.now - proven >= settings.behaviour.reverification_window:
        raise errors.session_reverification_required()


def status(world: World, it: Reverification) -> str:
    """Worked out from the facts: needs_first_factor, needs_second_factor or complete."""
    del world
    if it.level != SECOND and not verifications.is_verified(it.first_factor):
        return NEEDS_FIRST
    if it.level != FIRST and not verifications.is_verified(it.second_factor):
        return NEEDS_SECOND
    return COMPLETE


def first_factors(world: World, it: Reverification) -> list[Factor] | None:
    """The first factors on offer; None at a level without one, and once it is complete."""
    if it.level == SECOND or status(world, it) == COMPLETE:
        return None
    return _first_factors(world, world.sessions[it.session_id])


def offered_second_factors(world: World, it: Reverification) -> list[Factor] | None:
    """The second factors on offer; None at a level without one, and once it is complete."""
    if it.level == FIRST or status(world, it) == COMPLETE:
        return None
    return second_factors.of_user(world, _user(world, world.sessions[it.session_id]))


def start(world: World, session: Session, level: str) -> Reverification:
    """Begins anew. Who has no second factor proves the first one, whatever was asked."""
    has_second = second_factors.has_any(world, _user(world, session))
    begun = Reverification(session.id, level if has_second else FIRST, world.clock.now)
    return _kept(world, session, begun)


def prepare_first_factor(world: World, session: Session, preparation: Preparation) -> Reverification:
    """Sends a code to an identification of the user, or sets a challenge. Doing it again replaces it."""
    it = _at(world, session, NEEDS_FIRST)
    strategy = _serving(world, session, preparation.strategy)
    target = _target(world, session, strategy, preparation, _first_factors(world, session))
    proof = verifications.prepared(world, strategy, target, it.first_factor)
    return _kept(world, session, replace(it, first_factor=proof))


def attempt_first_factor(world: World, session: Session, strategy: str, proof: Proof) -> Reverification:
    """Tries a proof. A wrong one is counted and refused."""
    it = _at(world, session, NEEDS_FIRST)
    chosen = _serving(world, session, strategy)
    _require_offered(chosen, _first_factors(world, session), it.first_factor)
    after, refusals = _tried(world, session, chosen, it.first_factor, proof)
    if refusals:
        # A wrong password leaves a code that is under way as it is.
        _kept(world, session, replace(it, first_factor=after) if chosen.needs_prepare else it)
        raise errors.several(refusals)
    return _advanced(world, session, replace(it, first_factor=after))


def prepare_second_factor(world: World, session: Session, preparation: Preparation) -> Reverification:
    """Sends a code to a number that is a second factor. Doing it again replaces it."""
    it = _at(world, session, NEEDS_SECOND)
    strategy = strategies.find(preparation.strategy)
    offered = second_factors.of_user(world, _user(world, session))
    target = _target(world, session, strategy, preparation, offered)
    proof = verifications.prepared(world, strategy, target, it.second_factor)
    return _kept(world, session, replace(it, second_factor=proof))


def attempt_second_factor(world: World, session: Session, strategy: str, proof: Proof) -> Reverification:
    """Tries a proof. A wrong one is counted and refused."""
    it = _at(world, session, NEEDS_SECOND)
    chosen = strategies.find(strategy)
    _require_offered(chosen, second_factors.of_user(world, _user(world, session)), it.second_factor)
    after, refusals = _tried(world, session, chosen, it.second_factor, proof)
    if refusals:
        _kept(world, session, replace(it, second_factor=after) if chosen.needs_prepare else it)
        raise errors.several(refusals)
    return _advanced(world, session, replace(it, second_factor=after))


def _user(world: World, session: Session) -> User:
    return world.users[session.user_id]


def _kept(world: World, session: Session, it: Reverification) -> Reverification:
    world.sessions.save(replace(world.sessions[session.id], reverification=it))
    return it


def _at(world: World, session: Session, wanted: str) -> Reverification:
    """The reverification under way, if it has come to this step and the user is let in at all."""
    it = session.reverification
    if it is None:
        raise errors.session_reverification_missing()
    found = status(world, it)
    if found != wanted:
        raise errors.invalid_action_for_session_reverification(status=found)
    lockout.require_admissible(world, _user(world, session))
    return it


def _first_factors(world: World, session: Session) -> list[Factor]:
    asked = SignIn("", session.client_id, world.clock.now, world.clock.now, user_id=session.user_id)
    return [each for each in factors.of_user(world, asked) if each.strategy in SERVING]


def _serving(world: World, session: Session, name: str) -> Strategy:
    found = strategies.find(name)
    if found.name not in SERVING:
        raise errors.strategy_for_user_invalid("strategy")
    keeps_password = found.name == "password" and _user(world, session).password_digest is not None
    if not keeps_password and not found.serves_sign_in(world.instance.settings):
        raise strategies.disabled(found.name)
    return found


def _require_offered(strategy: Strategy, offered: list[Factor], asked: Verification | None) -> None:
    """Refuses what the user has not, and what was prepared for an identification that is gone."""
    if not any(each.strategy == strategy.name for each in offered):
        raise strategy.lacking("strategy")
    prepared = strategy.needs_prepare and asked is not None and asked.strategy == strategy.name
    if asked is not None and prepared and not trials.is_still_offered(offered, asked):
        raise errors.strategy_for_user_invalid("strategy")


def _target(
    world: World, session: Session, strategy: Strategy, preparation: Preparation, offered: list[Factor]
) -> Target:
    """What is to be prepared: an identification of the user that the strategy offers."""
    if not strategy.needs_prepare:
        raise errors.strategy_for_user_invalid("strategy")
    mine = [each for each in offered if each.strategy == strategy.name]
    to = factors.chosen_among(world, _user(world, session), mine, preparation)
    return Target(
        to.id,
        identifiers.address_of(to),
        session.user_id,
        purpose=REVERIFICATION,
        source_id=session.id,
        client_id=session.client_id,
        channel=preparation.channel,
    )


def _tried(
    world: World, session: Session, strategy: Strategy, before: Verification | None, proof: Proof
) -> tuple[Verification, list[errors.Refusal]]:
    """The verification after an attempt, and what to refuse: nothing when the proof held."""
    user = _user(world, session)
    if not strategy.needs_prepare:
        about = Target(user.id, user_id=user.id, purpose=REVERIFICATION, source_id=session.id)
        before = strategy.begin(world, about)
    after, refusals = trials.judged(world, user, strategy, before, proof)
    if not refusals:
        trials.settled(world, user, strategy, after, proof)
    return after, refusals


def _advanced(world: World, session: Session, it: Reverification) -> Reverification:
    """Completion, not a single step, makes the factors of the level new."""
    if status(world, it) == COMPLETE:
        now, known = world.clock.now, world.sessions[session.id]
        world.sessions.save(
            replace(
                known,
                updated_at=now,
                first_factor_at=known.first_factor_at if it.level == SECOND else now,
                second_factor_at=known.second_factor_at if it.level == FIRST else now,
            )
        )
    return _kept(world, session, it)
