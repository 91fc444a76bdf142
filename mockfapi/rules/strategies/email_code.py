"""The strategy `email_code`."""

from mockfapi import errors
from mockfapi.rules import attributes, codes
from mockfapi.rules.strategy import Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = "email_code"


def begin(world: World, target: Target) -> Verification:
    return codes.send(world, NAME, target, "verification_code", "email")


def serves_sign_in(settings: Settings) -> bool:
    return attributes.signs_in_by(settings, "email_address", NAME)


def serves_sign_up(settings: Settings) -> bool:
    return attributes.is_verified_by(settings, "email_address", NAME)


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    holds=codes.holds,
    proof="code",
    refusal=errors.form_code_incorrect,
    serves_sign_in=serves_sign_in,
    serves_sign_up=serves_sign_up,
    kind="email_address",
)
