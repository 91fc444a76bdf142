"""The passkeys of the people of a scenario. Wallets are addresses and come with the user."""

from typing import Any

from mockfapi.rules import passkeys
from mockfapi.scenario import moments
from mockfapi.world import World
from mockfapi.world.records import User

TIMES = ("created_at", "last_used_at")


def add(world: World, user: User, entries: list[Any]) -> None:
    """Gives a user passkeys; a bare text is the name of one that is there to be seen."""
    for entry in entries:
        given = {"name": entry} if isinstance(entry, str) else dict(entry)
        times = {name: moments.moment(given[name], world.clock.now) for name in TIMES if name in given}
        passkeys.add(world, user, passkeys.Made(**(given | times)))
