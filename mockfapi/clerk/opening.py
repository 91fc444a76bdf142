"""Opening worlds for tests: one engine a process, one fork a test."""

import os
from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from mockfapi import scenario as scenarios
from mockfapi.app import App
from mockfapi.clerk.clock import Moment, milliseconds_of
from mockfapi.clerk.facade import Clerk
from mockfapi.clerk.near import nearest
from mockfapi.clerk.pages import Attached
from mockfapi.clerk.reach import mode_of
from mockfapi.transports.switchboard import Switchboard
from mockfapi.world import World

if TYPE_CHECKING:
    from mockfapi.clerk.live import Live

ScenarioName = str | os.PathLike[str]
_STARTING = Lock()


class Engine:
    """Contracts read and operations bound once; worlds come and go."""

    def __init__(self) -> None:
        self.app = App()
        self.board = Switchboard(self.app.reception)
        self._names, self._numbers = count(1), count(1)
        self._scenarios: dict[tuple[str, int], scenarios.Scenario] = {}
        self._opened: WeakValueDictionary[int, Clerk] = WeakValueDictionary()
        self._live: Live | None = None
        self.attached: Attached = {}

    def open(
        self,
        scenario: ScenarioName = "empty",
        *,
        seed: int | str = 0,
        clock: Moment | None = None,
        name: str | None = None,
    ) -> Clerk:
        """A fresh world. An unknown scenario is a `ScenarioError` that names the nearest one."""
        pinned = None if clock is None else milliseconds_of(clock)
        text = os.fspath(scenario)
        with self.app.reception.lock:
            loaded = self.scenario(text)
            world = self.app.open_world(
                name or self._free_name(), scenario_name=loaded, seed=str(seed), clock=pinned
            )
            return self._kept(Clerk(self, world, text))

    def fork(self, world: World, name: str, scenario: str) -> Clerk:
        """A world that begins as another one stands. The caller holds the lock."""
        return self._kept(Clerk(self, self.app.fork_world(world, name), scenario))

    def close(self, world: World) -> None:
        """Closes a world, unless the control API has done so."""
        if self.app.worlds.named(world.name) is world:
            self.app.close_world(world.name)

    def is_free(self, name: str) -> bool:
        """Whether no open world has this name."""
        return self.app.worlds.named(name) is None

    @property
    def opened(self) -> Mapping[int, Clerk]:
        """The worlds that somebody still holds, open or closed, by the number of their opening."""
        # Most tests begin with none, and a look at weak references costs more than the question.
        return dict(self._opened) if len(self._opened) else {}

    def live(self) -> "Live":
        """The live server, started when first asked for."""
        with _STARTING:
            if self._live is None:
                from mockfapi.clerk.live import Live

                self._live = Live(self.app)
            return self._live

    def address(self, world: str) -> str:
        """Where the live server serves a world; empty as long as nobody asked for the server."""
        return "" if self._live is None else f"{self._live.url}/w/{world}"

    def stop(self) -> None:
        """Stops the live server, if there is one. The next to ask gets another."""
        with _STARTING:
            if self._live is not None:
                self._live.stop()
                self._live = None
                self.app.webhooks.stop()

    def scenario(self, name: str) -> scenarios.Scenario:
        """A scenario by name or file; read once, a file again when it has changed."""
        place = (name, 0)
        if _is_file(name) and (path := Path(name).absolute()).is_file():
            place = (str(path), path.stat().st_mtime_ns)
        if place not in self._scenarios:
            self._scenarios[place] = scenarios.load(name)
        return self._scenarios[place]

    def addresses(self, scenario: str) -> list[str]:
        """The e-mail addresses that a scenario writes out, in the order of the file."""
        personas = self.scenario(scenario).personas
        return [it.email_address for it in personas if it.email_address is not None]

    def password_of(self, scenario: str, email: str) -> str | None:
        """The password that a scenario writes out for somebody."""
        for it in self.scenario(scenario).personas:
            if it.email_address is not None and it.email_address.lower() == email.strip().lower():
                return it.password
        return None

    def check_operation(self, operation_id: str | None) -> None:
        """Refuses an operation id that no contract knows: a typo would count nothing for ever."""
        if operation_id is None:
            return
        known = {it.operation.id for it in self.app.operations}
        if operation_id not in known:
            hint = nearest(operation_id, sorted(known), 3)
            raise LookupError(f"no contract has an operation {operation_id!r}; {hint}")

    def variables(self, world: World, url: str) -> dict[str, str]:
        """The variables that apps read."""
        from mockfapi.rules import signing_keys

        keys = world.keys
        return {
            "CLERK_PUBLISHABLE_KEY": keys.publishable_key,
            "CLERK_SECRET_KEY": keys.secret_key,
            "CLERK_API_URL": url,
            "CLERK_FAPI_URL": url,
            "CLERK_PROXY_URL": url,
            "CLERK_JWT_KEY": "".join(signing_keys.pem(world).splitlines()),
            "CLERK_WEBHOOK_SIGNING_SECRET": keys.webhook_secret,
            "CLERK_TELEMETRY_DISABLED": "1",
        }

    def _kept(self, clerk: Clerk) -> Clerk:
        self._opened[next(self._numbers)] = clerk
        return clerk

    def _free_name(self) -> str:
        return next(name for number in self._names if self.is_free(name := f"world-{number}"))


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or os.sep in name or "/" in name


@cache
def engine() -> Engine:
    """The engine of this process."""
    with _STARTING:
        return _only_engine()


@cache
def _only_engine() -> Engine:
    import atexit

    made = Engine()
    atexit.register(made.stop)
    return made


def world(
    scenario: ScenarioName = "empty",
    *,
    seed: int | str = 0,
    clock: Moment | None = None,
    name: str | None = None,
    intercept: bool | str = False,
) -> Clerk:
    """A fresh world for a script, a unittest or a REPL: `with mockfapi.world("b2b") as clerk:`.

    `scenario` is a shipped name or a file. Equal `seed`, equal ids and codes. `clock` stops the clock at a
    moment: a datetime, ISO 8601 text or milliseconds. `name` is the world's; its keys derive from it.
    With `intercept`, what this process sends to Clerk's hosts lands in it; with "strict", its own key only.
    """
    mode = mode_of(intercept)
    clerk = engine().open(scenario, seed=seed, clock=clock, name=name)
    if mode != "off":
        clerk.intercept(strict=mode == "strict")
    return clerk
