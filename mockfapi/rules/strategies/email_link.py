"""The strategy `email_link`. Opening the link is no attempt: `rules.link_openings`."""

from mockfapi import errors
from mockfapi.rules import links
from mockfapi.rules.strategy import Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = links.STRATEGY


def begin(world: World, target: Target) -> Verification:
    return links.send(world, target)


def serves_sign_in(settings: Settings) -> bool:
    it = settings.user_settings.attributes.email_address
    return it.enabled and it.used_for_first_factor and NAME in it.first_factors


def serves_sign_up(settings: Settings) -> bool:
    it = settings.user_settings.attributes.email_address
    return it.enabled and NAME in it.verifications


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    require=links.require_target,
    holds=links.holds,
    proof="token",
    refusal=errors.verification_link_token_invalid,
    serves_sign_in=serves_sign_in,
    serves_sign_up=serves_sign_up,
    kind="email_address",
)
