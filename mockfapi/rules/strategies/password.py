"""The strategy `password`."""

from mockfapi import errors
from mockfapi.rules import barred_passwords, passwords
from mockfapi.rules.strategy import Proof, Strategy, Target, never
from mockfapi.world import World
from mockfapi.world.records import Verification


def begin(_: World, target: Target) -> Verification:
    """Nothing is sent; the verification is about the user."""
    return Verification("password", subject_id=target.id)


def holds(world: World, about: Verification, proof: Proof) -> bool:
    user = world.users[about.subject_id or ""]
    return passwords.matches(world, user, proof.password or "")


STRATEGY = Strategy(
    name="password",
    begin=begin,
    holds=holds,
    barred=barred_passwords.refusals,
    proof="password",
    refusal=errors.form_password_incorrect,
    serves_sign_in=lambda settings: settings.user_settings.attributes.password.enabled,
    serves_sign_up=never,
    needs_prepare=False,
)
