"""The strategy `backup_code`: one of the codes that a user keeps for a lost device, as second factor."""

from mockfapi import errors
from mockfapi.rules import backup_codes
from mockfapi.rules.strategy import Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification

NAME = "backup_code"


def begin(_: World, target: Target) -> Verification:
    """Nothing is sent; the verification is about the user."""
    return Verification(NAME, subject_id=target.id)


def holds(world: World, about: Verification, proof: Proof) -> bool:
    return backup_codes.matching(world.users[about.subject_id or ""], proof.code or "") is not None


def used(world: World, about: Verification, proof: Proof) -> None:
    """Each works once."""
    backup_codes.use_up(world, world.users[about.subject_id or ""], proof.code or "")


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    holds=holds,
    used=used,
    proof="code",
    refusal=errors.form_code_incorrect,
    serves_second_factor=backup_codes.are_on,
    needs_prepare=False,
)
