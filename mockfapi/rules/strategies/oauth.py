"""The strategies `oauth_*`, one for each provider. What happens on the way back: `rules.oauth_callbacks`."""

import re
from functools import partial

from mockfapi import errors
from mockfapi.rules import oauth_states, providers
from mockfapi.rules.strategy import Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

# Tokens of apps that have been to the provider by themselves are another thing.
NAME = re.compile(r"oauth_(?!token_)[a-z0-9_]+")


def strategy(name: str) -> Strategy:
    """The strategy of one provider."""
    on = partial(_is_on, name)
    return Strategy(
        name=name,
        begin=partial(_begin, name),
        require=partial(_require, name),
        holds=_never_holds,
        proof="code",
        refusal=errors.verification_strategy_invalid,
        serves_sign_in=on,
        serves_sign_up=on,
        kind="external_account",
        redirects=True,
    )


def _begin(name: str, world: World, target: Target) -> Verification:
    return oauth_states.begin(world, name, target)


def _require(name: str, world: World, target: Target) -> None:
    settings = world.instance.settings
    if not providers.authenticates(settings, name):
        raise errors.oauth_non_authenticatable_provider("strategy", provider=providers.title(settings, name))
    oauth_states.require_target(world, target)


def _is_on(name: str, settings: Settings) -> bool:
    return providers.is_on(settings, name)


def _never_holds(_: World, __: Verification, ___: Proof) -> bool:
    """Nothing that is typed shows who somebody is elsewhere."""
    return False
