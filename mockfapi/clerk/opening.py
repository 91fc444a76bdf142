"""Opening worlds for tests: one engine a process, one fork a test."""

from difflib import get_close_matches
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from mockfapi import scenario as scenarios
from mockfapi.app import App
from mockfapi.clerk.clock import Moment, milliseconds_of
from mockfapi.clerk.facade import Clerk
from mockfapi.world import World

if TYPE_CHECKING:
    from mockfapi.clerk.live import Live


class Engine:
    """Contracts read and operations bound once; worlds come and go."""

    def __init__(self) -> None:
        self.app = App()
        self._numbers = count(1)
        self._scenarios: dict[str, scenarios.Scenario] = {}
        self._live: Live | None = None

    def open(self, scenario: str = "empty", *, seed: int | str = 0, clock: Moment | None = None) -> Clerk:
        """A fresh world. An unknown scenario is a `ScenarioError` that names the nearest one."""
        pinned = None if clock is None else milliseconds_of(clock)
        name = f"test-{next(self._numbers)}"
        world = self.app.open_world(name, scenario_name=self.scenario(scenario), seed=str(seed), clock=pinned)
        return Clerk(self, world, scenario)

    def close(self, world: World) -> None:
        self.app.close_world(world.name)

    def live(self) -> "Live":
        """The live server, started when first asked for."""
        if self._live is None:
            from mockfapi.clerk.live import Live

            self._live = Live(self.app)
        return self._live

    def stop(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def scenario(self, name: str) -> scenarios.Scenario:
        """A scenario by name or file; read once."""
        if name not in self._scenarios:
            self._scenarios[name] = scenarios.load(name)
        return self._scenarios[name]

    def password_of(self, scenario: str, email: str) -> str | None:
        """The password that a scenario writes out for somebody."""
        for it in self.scenario(scenario).personas:
            if it.email_address is not None and it.email_address.lower() == email.strip().lower():
                return it.password
        return None

    def check_operation(self, operation_id: str | None) -> None:
        """Refuses an operation id that no contract knows: a typo would count nothing for ever."""
        known = [it.operation.id for it in self.app.operations]
        if operation_id is not None and operation_id not in known:
            close = get_close_matches(operation_id, known, n=3)
            hint = f"; nearest: {', '.join(close)}" if close else ""
            raise LookupError(f"no contract has an operation {operation_id!r}{hint}")


@cache
def engine() -> Engine:
    """The engine of this process."""
    return Engine()


def world(scenario: str = "empty", *, seed: int | str = 0, clock: Moment | None = None) -> Clerk:
    """A fresh world for a script, a unittest or a REPL: `with mockfapi.world("b2b") as clerk:`."""
    return engine().open(scenario, seed=seed, clock=clock)
