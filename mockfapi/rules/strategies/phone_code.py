"""The strategy `phone_code`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import attributes, channels, codes, sms_countries
from mockfapi.rules.strategy import Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = "phone_code"


def begin(world: World, target: Target) -> Verification:
    return codes.send(world, NAME, target, "verification_code", channels.chosen(world, target.channel))


def require(world: World, target: Target) -> None:
    """Refuses channels that are off and countries that no SMS goes to."""
    channels.require(world, target.channel)
    sms_countries.require(world, replace(target, channel=channels.chosen(world, target.channel)))


def serves_sign_in(settings: Settings) -> bool:
    return attributes.signs_in_by(settings, "phone_number", NAME)


def serves_sign_up(settings: Settings) -> bool:
    return attributes.is_verified_by(settings, "phone_number", NAME)


def serves_second_factor(settings: Settings) -> bool:
    return attributes.phones_are_second_factors(settings)


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    require=require,
    holds=codes.holds,
    proof="code",
    refusal=errors.form_code_incorrect,
    serves_sign_in=serves_sign_in,
    serves_sign_up=serves_sign_up,
    serves_second_factor=serves_second_factor,
    kind="phone_number",
)
