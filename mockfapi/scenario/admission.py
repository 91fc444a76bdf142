"""Allowlist, blocklist and waitlist of a scenario, into its world. Who may do what with them: `rules`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from mockfapi.rules import restrictions, waitlist
from mockfapi.scenario import moments
from mockfapi.world import World

Placed = Callable[..., AbstractContextManager[None]]


def add(world: World, document: dict[str, Any], placed: Placed) -> None:
    """The entries of all three lists; `placed` names the place of a refusal."""
    for number, entry in enumerate(document.get("allowlist", ())):
        with placed("allowlist", number):
            restrictions.allow(world, entry)
    for number, entry in enumerate(document.get("blocklist", ())):
        with placed("blocklist", number):
            restrictions.block(world, entry)
    for number, entry in enumerate(document.get("waitlist", ())):
        with placed("waitlist", number):
            _wait(world, {"email_address": entry} if isinstance(entry, str) else entry)


def _wait(world: World, entry: dict[str, Any]) -> None:
    now = world.clock.now
    at = moments.moment(entry["created_at"], now) if "created_at" in entry else now
    waitlist.add(world, entry["email_address"], created_at=at)
