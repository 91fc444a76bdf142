"""The state file of `serve`: opening it, the worlds that are in it, and what there is to say of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mockfapi.app import App
from mockfapi.cli.failure import CommandError
from mockfapi.frozen import dataclass
from mockfapi.scenario import Scenario
from mockfapi.world.worlds import DEFAULT, KeepingError

if TYPE_CHECKING:
    from mockfapi.state import StateFile


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the worlds come from: a `file`, if one is kept, and of those `in_it` name and scenario.

    `faulty` are those in which faults are in force.
    """

    file: str | None = None
    in_it: tuple[tuple[str, str], ...] = ()
    faulty: frozenset[str] = frozenset()

    @property
    def line(self) -> str:
        """What the banner says of the file."""
        if not self.in_it:
            return f"{self.file}  new: everything is kept there from now on"
        worlds = ", ".join(self._said(name, begun) for name, begun in self.in_it)
        return f"{self.file}  goes on with {worlds}"

    def _said(self, name: str, begun: str) -> str:
        weather = ", with faults in force" if name in self.faulty else ""
        return f"{name} (begun with {begun or 'nothing'}{weather})"


@contextmanager
def opened(path: str | None) -> "Iterator[StateFile | None]":
    """The state file, if one is asked for. CommandError says what is in the way."""
    if path is None:
        yield None
        return
    from mockfapi.state import StateFile, StateFileError

    try:
        file = StateFile(path)
    except StateFileError as broken:
        raise CommandError(str(broken)) from None
    try:
        yield file
    finally:
        file.close()


def worlds(app: App, file: "StateFile | None", loaded: Scenario, seed: str) -> Origins:
    """Opens the worlds of the file; a default world, if there is none in it. Their calls are recorded."""
    try:
        found = [] if file is None else app.keep_in(file)
        if app.worlds.default is None:
            world = app.open_world(scenario_name=loaded, seed=seed)
            if app.worlds.keeper is not None:
                app.worlds.keeper.keep(world)
    except (OSError, KeepingError) as broken:
        raise CommandError(str(broken)) from None
    for world in app.worlds:
        app.record(world)
    if file is None:
        return Origins()
    faulty = frozenset(it.world.name for it in found if it.has_faults)
    return Origins(str(file.path), tuple((it.world.name, it.begun.name) for it in found), faulty)


def beginning(app: App, origins: Origins, loaded: Scenario) -> Scenario | None:
    """The scenario that the default world began with; None where it is no longer to be had."""
    return app.scenarios.get(DEFAULT) if origins.in_it else loaded
