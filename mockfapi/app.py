"""The composition root: contracts, doors and worlds put together into one value."""

from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mockfapi import bapi, fapi, scenario, spec
from mockfapi import control as behind_the_scenes
from mockfapi.http import weather
from mockfapi.http.bind import Bound, Views, bind
from mockfapi.http.dispatch import Reception
from mockfapi.http.door import Door
from mockfapi.http.guard import Guard
from mockfapi.http.route import Routes
from mockfapi.http.served import Served
from mockfapi.http.transport import ORIGIN, Caller, Server
from mockfapi.http.write import Writer
from mockfapi.scenario import Scenario, ScenarioError, ScenarioFault
from mockfapi.scenario.placing import placed
from mockfapi.views import BAPI_VIEWS, FAPI_VIEWS
from mockfapi.views.lens import Lens
from mockfapi.webhooks import Hub
from mockfapi.world import World
from mockfapi.world.keys import Keys
from mockfapi.world.records import Instance, Message
from mockfapi.world.worlds import DEFAULT, Worlds

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from mockfapi.state import Begun, Found, StateFile

NO_VIEWS: Views = {}
KEPT_CALLS = 1_000
KEPT_BASES = 64


class App:
    """A mock of Clerk with its worlds. Many can live in one process; none knows another.

    `lenient` serves answers that break the contract instead of answering 500.
    `control` switches the control API off, or is the key that it asks for.
    """

    def __init__(self, *, lenient: bool = False, control: bool | str = True) -> None:
        fapi_door, fapi_operations = _door("fapi", fapi.MODULES, FAPI_VIEWS, lenient)
        bapi_door, bapi_operations = _door("bapi", bapi.MODULES, BAPI_VIEWS, lenient)
        control_door, control_operations = _door("control", behind_the_scenes.MODULES, NO_VIEWS, lenient)
        operations = [*fapi_operations, *bapi_operations, *control_operations]
        guard = Guard(is_open=control is not False, key=control if isinstance(control, str) else None)
        self.reception = Reception(
            Worlds(), fapi_door, bapi_door, control_door, operations, guard=guard, house=self
        )
        self.webhooks = Hub(self.worlds, self.reception.lock, lenient=lenient)
        self.webhooks_anywhere = False
        self.reception.courier = self.webhooks
        self.scenarios: dict[str, Scenario] = {}
        self._numbers: dict[str, int] = {}
        self._bases: dict[tuple[int, str, int | None], tuple[Scenario, World]] = {}

    @property
    def worlds(self) -> Worlds:
        return self.reception.worlds

    @property
    def operations(self) -> list[Bound]:
        """Every operation of the contracts, modelled or not, in the order of the contracts."""
        return self.reception.operations

    @property
    def unmodelled(self) -> Counter[str]:
        """How often each operation without a handler was asked for."""
        return self.reception.unmodelled

    @property
    def asgi(self) -> "Starlette":
        """The ASGI application, for any server."""
        from mockfapi.http.asgi import application

        return application(self.reception)

    def open_world(
        self,
        name: str = DEFAULT,
        *,
        scenario_name: str | Scenario = "empty",
        seed: str = "0",
        clock: int | None = None,
    ) -> World:
        """A new world, seeded by a scenario: a shipped name or a file. `ScenarioError` says what is wrong.

        `clock` pins it to a moment in milliseconds. Only the first world of a kind costs the rules: the next
        ones are forks.
        """
        loaded = scenario.load(scenario_name) if isinstance(scenario_name, str) else scenario_name
        base, keys = self._base(loaded, seed, clock), loaded.keys(name)
        begun = partial(base.reborn, name, keys, loaded.changes)
        world = self.worlds.add(begun(), begun)
        self.scenarios[name] = loaded
        if loaded.is_export:
            self.webhooks.resume(world)
        return world

    def fork_world(self, world: World, name: str) -> World:
        """A new world that starts as this one stands, with keys of its own."""
        twin = self.worlds.add(world.reborn(name, Keys.of(name)))
        if (started_from := self.scenarios.get(world.name)) is not None:
            self.scenarios[name] = started_from
        return twin

    def keep_in(self, file: "StateFile") -> "list[Found]":
        """From now on a state file has the worlds as they stand; those that are in it are open again.

        A file or scenario that cannot be used is a `StateFileError` or `KeepingError`.
        """
        from mockfapi.state import StateKeeper

        keeper = StateKeeper(file, self.worlds, self._begun)
        found = list(keeper.found())
        for it in found:
            self.worlds.take_back(it.world, it.snapshots)
            # What it began with may be gone; the world is there all the same.
            with suppress(ScenarioError):
                self.scenarios[it.world.name] = scenario.load(it.begun.file)
        self.worlds.keeper = keeper
        for it in found:
            if it.is_telling:
                self.webhooks.resume(it.world)
        return found

    def _begun(self, name: str) -> "Begun":
        from mockfapi.state import Begun

        loaded = self.scenarios.get(name)
        if loaded is None:
            return Begun()
        return Begun(loaded.name, loaded.name if loaded.proven else str(Path(loaded.file).resolve()))

    def close_world(self, name: str) -> None:
        """Nothing finds the world any more. Doing it twice is fine."""
        if self.worlds.named(name) is not None:
            self.worlds.remove(name)
        self.scenarios.pop(name, None)
        self.reception.records.pop(name, None)
        self.webhooks.forget(name)

    def free_name(self, stem: str) -> str:
        """A name that no open world has: the stem and the next number."""
        for number in count(self._numbers.get(stem, 0) + 1):
            if self.worlds.named(name := f"{stem}-{number}") is None:
                self._numbers[stem] = number
                return name
        raise AssertionError("there are always more numbers")

    def record(self, world: World) -> deque[Served]:
        """From now on, the latest requests that a world answers, oldest first."""
        return self.reception.records.setdefault(world.name, deque(maxlen=KEPT_CALLS))

    def _base(self, loaded: Scenario, seed: str, clock: int | None) -> World:
        seed = loaded.seed(seed)
        kind = (id(loaded), seed, clock)
        if kind not in self._bases:
            world = World("base", seed=seed)
            world.clock.pin(clock)
            scenario.apply(world, loaded)
            if clock is not None:
                world.clock.pin(clock)
            if not loaded.proven:
                self._check_environment(world, loaded)
                self._check_faults(loaded)
            if len(self._bases) >= KEPT_BASES:
                self._bases.clear()
            # The scenario is kept beside its world: an id is only an identity while the object lives.
            self._bases[kind] = (loaded, world)
        return self._bases[kind][1]

    def _check_environment(self, world: World, loaded: Scenario) -> None:
        """Refuses settings of which no environment can be made, before a page asks for one."""
        face = FAPI_VIEWS[Instance](Lens(world), world.instance)
        fault = self.reception.fapi.contract.named("Client.Environment").fault(face)
        if fault is not None:
            keys = ("instance", *map(str, fault.pointer))
            text = f"is {fault.value}, but an environment has: {fault.wanted}"
            node = loaded.tree.at(*keys)
            raise ScenarioError(ScenarioFault(node.file, node.line, ".".join(keys), text))

    def _check_faults(self, loaded: Scenario) -> None:
        """Refuses faults of operations that are in no contract: scenarios know none."""
        for number, it in enumerate(loaded.document.get("faults", ())):
            if not isinstance(it, str):
                with placed(loaded, "faults", number):
                    weather.check_names(self.operations, it)

    def browser(self, world: World | None = None, *, origin: str | None = ORIGIN) -> Caller:
        """A browser in process that keeps its cookies and speaks to one world."""
        headers = {"origin": origin} if origin else {}
        return Caller(self.reception, base=_base(world), headers=headers)

    def backend(self, world: World) -> Server:
        """A server in process that holds the secret key of one world."""
        headers = {"authorization": f"Bearer {world.keys.secret_key}"}
        return Server(self.reception, base=_base(world), headers=headers)

    def listen(
        self,
        on_request: Callable[[Served], None] | None = None,
        on_message: Callable[[World, Message], None] | None = None,
    ) -> None:
        """Tells somebody about every request and every message that is `sent`."""
        self.reception.on_request, self.reception.on_message = on_request, on_message


def _base(world: World | None) -> str:
    return "" if world is None or world.name == DEFAULT else f"/w/{world.name}"


def _door(api: str, modules: tuple[ModuleType, ...], views: Views, lenient: bool) -> tuple[Door, list[Bound]]:
    contract = spec.load(api)
    operations = bind(contract, modules, views)
    routes: Routes[Bound] = Routes()
    for bound in operations:
        routes.add(bound.operation.method, bound.operation.path, bound)
        if bound.operation.bare_path is not None:
            routes.add(bound.operation.method, bound.operation.bare_path, bound)
    return Door(contract, routes, Writer(contract, views, lenient)), operations
