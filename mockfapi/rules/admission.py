"""Who may begin a sign-up: modes, captcha, all at once or bit by bit. By identifier: `rules.restrictions`."""

from collections.abc import Mapping
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, captcha
from mockfapi.world import World
from mockfapi.world.records import Client


def require_open(world: World, client: Client, fields: Mapping[str, Any], *, invited: bool = False) -> None:
    """Refuses sign-ups that the mode of the instance or its captcha keeps out; guests pass the mode."""
    attributes.require_consistent(world.instance.settings)
    mode = world.instance.settings.user_settings.sign_up.mode
    if mode == "restricted" and not invited:
        raise errors.sign_up_mode_restricted()
    if mode == "waitlist" and not invited:
        raise errors.sign_up_restricted_waitlist()
    # Whoever is transferred has solved a captcha at the sign-in, or came by way of a provider.
    if not fields.get("transfer"):
        captcha.require(world, client, fields)


def require_whole(world: World, fields: Mapping[str, Any], missing: list[str]) -> None:
    """Where sign-ups are not progressive, a form must bring at once all that is required.

    Tickets, transfers and providers may still leave something for later: nobody typed what is missing.
    """
    if world.instance.settings.user_settings.sign_up.progressive or not missing:
        return
    if fields.get("ticket") or fields.get("transfer") or str(fields.get("strategy")).startswith("oauth_"):
        return
    raise errors.several(errors.form_param_missing.entry(name) for name in missing)
