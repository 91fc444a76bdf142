"""The strategy `phone_code`."""

from mockfapi import errors
from mockfapi.rules import codes
from mockfapi.rules.strategy import Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = "phone_code"


def begin(world: World, target: Target) -> Verification:
    return codes.send(world, NAME, target, "verification_code", target.channel or "sms")


def serves_sign_in(settings: Settings) -> bool:
    it = settings.user_settings.attributes.phone_number
    return it.enabled and it.used_for_first_factor and NAME in it.first_factors


def serves_sign_up(settings: Settings) -> bool:
    it = settings.user_settings.attributes.phone_number
    return it.enabled and NAME in it.verifications


def serves_second_factor(settings: Settings) -> bool:
    it = settings.user_settings.attributes.phone_number
    return it.enabled and it.used_for_second_factor and NAME in it.second_factors


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    holds=codes.holds,
    proof="code",
    refusal=errors.form_code_incorrect,
    serves_sign_in=serves_sign_in,
    serves_sign_up=serves_sign_up,
    serves_second_factor=serves_second_factor,
    kind="phone_number",
)
