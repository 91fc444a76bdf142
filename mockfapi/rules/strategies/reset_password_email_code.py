"""The strategy `reset_password_email_code`: a first factor after which a new password is due."""

from mockfapi import errors
from mockfapi.rules import codes
from mockfapi.rules.strategy import Strategy, Target, never
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = "reset_password_email_code"


def begin(world: World, target: Target) -> Verification:
    return codes.send(world, NAME, target, "reset_password_code", "email")


def serves_sign_in(settings: Settings) -> bool:
    attributes = settings.user_settings.attributes
    return attributes.password.enabled and attributes.email_address.enabled


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    holds=codes.holds,
    proof="code",
    refusal=errors.form_code_incorrect,
    serves_sign_in=serves_sign_in,
    serves_sign_up=never,
    kind="email_address",
    resets_password=True,
)
