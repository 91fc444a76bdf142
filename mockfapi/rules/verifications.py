"""Prepare and attempt over any strategy, and the status that follows. Saves nothing: subjects do."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules.strategy import Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification


def status(world: World, it: Verification) -> str:
    """Worked out from the facts: unverified, verified, failed, expired or transferable."""
    if it.transferable:
        return "transferable"
    if it.verified_at is not None:
        return "verified"
    if it.spent or it.error is not None:
        return "failed"
    return "expired" if it.expire_at is not None and world.clock.now >= it.expire_at else "unverified"


def is_verified(it: Verification | None) -> bool:
    return it is not None and it.verified_at is not None


def prepared(world: World, strategy: Strategy, target: Target, before: Verification | None) -> Verification:
    """A new verification in place of the one before; asking again too soon is refused."""
    require_preparable(world, strategy, target, before)
    return strategy.begin(world, target)


def require_preparable(world: World, strategy: Strategy, target: Target, before: Verification | None) -> None:
    """Refuses what cannot be prepared, or not yet. Whoever passes may `begin`."""
    strategy.require(world, target)
    require_patience(world, strategy, target, before)


def require_patience(world: World, strategy: Strategy, target: Target, before: Verification | None) -> None:
    """Refuses to send again to the same target before the cooldown of the instance is over."""
    cooldown = world.instance.settings.behaviour.resend_cooldown
    again = before is not None and (before.strategy, before.subject_id) == (strategy.name, target.id)
    if again and before is not None and world.clock.now < (before.sent_at or 0) + cooldown:
        raise errors.verification_code_too_many_requests()


def attempted(world: World, strategy: Strategy, it: Verification | None, proof: Proof) -> Verification:
    """The verification after an attempt, counted, verified when the proof holds.

    An attempt that could not succeed whatever it brings is refused and not counted. What a right proof leaves
    behind (`strategy.used`) is up to the caller.
    """
    given = proof_given(strategy, proof)
    if it is None:
        raise errors.verification_missing()
    if it.strategy != strategy.name:
        raise errors.verification_strategy_invalid()
    require_open(world, it)
    tries = (it.attempts or 0) + 1
    if strategy.holds(world, it, given):
        return replace(it, attempts=tries, verified_at=world.clock.now)
    return replace(it, attempts=tries, spent=tries >= world.instance.settings.behaviour.code_attempts)


def proof_given(strategy: Strategy, proof: Proof) -> Proof:
    """The proof, if it brings what the strategy asks for."""
    value = getattr(proof, strategy.proof)
    if value is None:
        reason = f"the strategy {strategy.name} needs it"
        raise errors.form_conditional_param_missing(strategy.proof, reason=reason)
    if value == "":
        raise errors.form_param_nil(strategy.proof)
    return proof


def require_open(world: World, it: Verification) -> None:
    """Refuses what is verified, failed or expired."""
    now = status(world, it)
    if now == "verified":
        raise errors.verification_already_verified()
    if now == "failed":
        raise errors.verification_failed()
    if now == "expired":
        raise errors.verification_expired()
