"""The strategy `totp`: the code of an authenticator app, as second factor."""

from mockfapi import errors
from mockfapi.rules import totps
from mockfapi.rules.strategy import Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = "totp"


def begin(_: World, target: Target) -> Verification:
    """Nothing is sent; the verification is about the user."""
    return Verification(NAME, subject_id=target.id)


def holds(world: World, about: Verification, proof: Proof) -> bool:
    it = totps.of_user(world, world.users[about.subject_id or ""])
    return (
        it is not None
        and it.verified_at is not None
        and totps.matching_step(world, it, proof.code or "") is not None
    )


def used(world: World, about: Verification, proof: Proof) -> None:
    """A code never works twice."""
    it = totps.of_user(world, world.users[about.subject_id or ""])
    if it is not None:
        totps.use(world, it, proof.code or "")


def serves_second_factor(settings: Settings) -> bool:
    return settings.user_settings.attributes.authenticator_app.enabled


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    holds=holds,
    used=used,
    proof="code",
    refusal=errors.form_code_incorrect,
    serves_second_factor=serves_second_factor,
    needs_prepare=False,
)
