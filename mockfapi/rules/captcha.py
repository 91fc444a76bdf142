"""Captchas: who must bring a token, and which tokens are worth something. Nothing is solved here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.world import World
from mockfapi.world.records import Client

# What nobody can have solved in time: for tests of an app's second try.
STALE = "XXXX.STALE.TOKEN.XXXX"


def require(world: World, client: Client, fields: Mapping[str, Any]) -> None:
    """Refuses a form that should bring the token of a solved captcha and does not, or should not and does."""
    token = fields.get("captcha_token")
    if not is_on(world):
        if token is not None:
            raise errors.captcha_not_enabled()
        return
    if is_spared(world, client, fields.get("strategy")):
        return
    if fields.get("captcha_error") is not None:
        raise errors.captcha_invalid(reason=f"the widget failed ({fields['captcha_error']})")
    if token is None:
        raise errors.captcha_missing_token()
    if token not in world.instance.settings.behaviour.captcha_tokens:
        raise errors.captcha_invalid(
            reason="its token is stale" if token == STALE else "its token is no token"
        )


def is_on(world: World) -> bool:
    """Whether the instance asks for captchas."""
    return world.instance.settings.user_settings.sign_up.captcha_enabled


def is_spared(world: World, client: Client, strategy: str | None) -> bool:
    """Whether nobody asks: native apps, tests with a testing token, social ways that the settings name."""
    bypassing = world.instance.settings.display_config.captcha_oauth_bypass
    return world.caller.native or client.captcha_bypass or strategy in bypassing


def solved(world: World, client: Client, fields: Mapping[str, Any]) -> Client:
    """Takes a solved captcha for all that the client will do; one that is worth nothing is refused."""
    require(world, client, fields)
    return world.clients.save(replace(client, captcha_bypass=True, updated_at=world.clock.now))
