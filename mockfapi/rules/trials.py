"""A proof of a user, tried: what is counted, what is refused, what one that held leaves behind. No flow."""

from collections.abc import Iterable
from dataclasses import replace

from mockfapi.errors import Refusal
from mockfapi.rules import lockout, users, verifications
from mockfapi.rules.factors import Factor
from mockfapi.rules.strategy import Proof, Strategy
from mockfapi.world import World
from mockfapi.world.records import Passkey, User, Verification

Judged = tuple[Verification, list[Refusal]]


def judged(world: World, user: User, strategy: Strategy, before: Verification | None, proof: Proof) -> Judged:
    """The verification after an attempt, and what to refuse: nothing when the proof held.

    A wrong proof is counted. What a right one leaves behind is up to `settled`.
    """
    after = verifications.attempted(world, strategy, before, proof)
    if not verifications.is_verified(after):
        return after, [strategy.refusal.entry(strategy.proof), *lockout.count_failure(world, user)]
    if reasons := strategy.barred(world, after, proof):
        return replace(after, verified_at=None), reasons
    return after, []


def settled(world: World, user: User, strategy: Strategy, after: Verification, proof: Proof) -> None:
    """Uses up what works once, forgets wrong attempts, and marks what was proven as verified."""
    strategy.used(world, after, proof)
    lockout.forgive(world, world.users[user.id])
    users.prove(world, after)


def is_still_offered(offered: Iterable[Factor], asked: Verification) -> bool:
    """Whether what a proof was asked for still serves: addresses go, numbers become second factors."""
    found = [each.identification for each in offered if each.strategy == asked.strategy]
    return any(it is None or isinstance(it, Passkey) or it.id == asked.subject_id for it in found)
