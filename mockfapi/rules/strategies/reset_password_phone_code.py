"""The strategy `reset_password_phone_code`: a first factor after which a new password is due."""

from mockfapi import errors
from mockfapi.rules import codes, sms_countries
from mockfapi.rules.strategy import Strategy, Target, never
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = "reset_password_phone_code"


def begin(world: World, target: Target) -> Verification:
    return codes.send(world, NAME, target, "reset_password_code", "sms")


def serves_sign_in(settings: Settings) -> bool:
    attributes = settings.user_settings.attributes
    return attributes.password.enabled and attributes.phone_number.enabled


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    require=sms_countries.require,
    holds=codes.holds,
    proof="code",
    refusal=errors.form_code_incorrect,
    serves_sign_in=serves_sign_in,
    serves_sign_up=never,
    kind="phone_number",
    resets_password=True,
)
