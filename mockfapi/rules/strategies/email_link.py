"""The strategy `email_link`. Opening the link is no attempt: `rules.link_openings`."""

from mockfapi import errors
from mockfapi.rules import attributes, links
from mockfapi.rules.strategy import Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NAME = links.STRATEGY


def begin(world: World, target: Target) -> Verification:
    return links.send(world, target)


def serves_sign_in(settings: Settings) -> bool:
    return attributes.signs_in_by(settings, "email_address", NAME)


def serves_sign_up(settings: Settings) -> bool:
    return attributes.is_verified_by(settings, "email_address", NAME)


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
