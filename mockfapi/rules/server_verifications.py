"""Verifications that servers begin: a code to an address or number, whether it was verified before or not."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import identifiers, strategies, users, verifications
from mockfapi.rules.strategy import PROFILE, Proof, Target
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, PhoneNumber, ServerVerification


def prepare(world: World, it: EmailAddress | PhoneNumber) -> ServerVerification:
    """Sends a code; the verification before it is void."""
    strategy = strategies.STRATEGIES["email_code" if isinstance(it, EmailAddress) else "phone_code"]
    earlier = world.server_verifications.where(identification_id=it.id)
    target = Target(it.id, identifiers.address_of(it), it.user_id, purpose=PROFILE, source_id=it.id)
    sent = verifications.prepared(world, strategy, target, earlier[-1].verification if earlier else None)
    for void in earlier:
        world.server_verifications.remove(void.id)
    now, id = world.clock.now, world.chance.id("ver")
    return world.server_verifications.save(ServerVerification(id, it.user_id, it.id, now, now, sent))


def attempt(world: World, it: EmailAddress | PhoneNumber, id: str, code: str) -> ServerVerification:
    """The verification after a code was tried: a wrong one is counted and leaves it unverified.

    A right one verifies the address or number, too.
    """
    known = world.server_verifications.find(id)
    if known is None or known.identification_id != it.id:
        raise errors.resource_not_found(kind="verification", id=id)
    strategy = strategies.STRATEGIES[known.verification.strategy]
    tried = verifications.attempted(world, strategy, known.verification, Proof(code=code))
    if verifications.is_verified(tried):
        identifiers.require_unclaimed(world, it)
        users.prove(world, tried)
    return world.server_verifications.save(replace(known, verification=tried, updated_at=world.clock.now))
