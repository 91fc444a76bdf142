"""Where refusals are provoked: worlds by scenario, and who knocks at their doors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.rules.worlds import configure

NOON = 1_763_000_000_000
Provocation = Callable[["Stage"], Reply]
PROVOCATIONS: dict[str, Provocation] = {}


@dataclass
class Stage:
    """Opens worlds with a pinned clock, each under a name of its own."""

    house: App
    opened: list[str] = field(default_factory=list)

    def world(self, scenario: str = "one_user", /, **settings: Any) -> World:
        """A world of a scenario, with settings by path: two underscores stand for each dot."""
        name = f"stage{len(self.opened)}"
        world = self.house.open_world(name, scenario_name=scenario, seed="0")
        self.opened.append(name)
        world.clock.pin(NOON)
        if settings:
            configure(world, **settings)
        return world

    def browser(self, world: World) -> Caller:
        """A new browser that keeps its cookies."""
        return self.house.browser(world)

    def backend(self, world: World) -> Caller:
        """A server with the secret key of the world."""
        return self.house.backend(world)

    def close(self) -> None:
        for name in self.opened:
            self.house.close_world(name)


def provokes(*rows: str) -> Callable[[Provocation], Provocation]:
    """Marks a function whose answer carries the refusals with these names in `mockfapi.errors`."""

    def mark(provocation: Provocation) -> Provocation:
        for row in rows:
            assert row not in PROVOCATIONS, f"{row} is provoked twice"
            PROVOCATIONS[row] = provocation
        return provocation

    return mark
