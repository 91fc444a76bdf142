"""Which world is in force: where calls of this process to Clerk's hosts land, and since when."""

from collections.abc import Callable
from contextvars import ContextVar
from threading import RLock
from types import TracebackType
from typing import Optional

from mockfapi.http.dispatch import Reception
from mockfapi.transports.diversions import Diversions
from mockfapi.transports.hosts import api_of
from mockfapi.transports.kept_keys import KeptKeys
from mockfapi.transports.landing import Landing
from mockfapi.transports.variables import Variables
from mockfapi.world import World

# The one that began last here: tasks and threads that are given a context see theirs, all others the last.
HERE: ContextVar[Optional["Interception"]] = ContextVar("mockfapi_interception", default=None)


class Interception:
    """From its making on, calls land in the world; until `stop`, or the end of a `with` block."""

    def __init__(self, board: "Switchboard", world: Callable[[], World], *, strict: bool = False) -> None:
        self._board, self.world = board, world
        own_key = world().keys.secret_key
        self.wanted_key = own_key if strict else None
        self.landing = Landing(board.reception, world, strict=strict, wanders=True)
        self.outer = in_force_here()
        self.is_on = True
        board.begin(self)
        HERE.set(self)

    def stop(self) -> None:
        """Calls go where they went before. Doing it twice is fine."""
        if self.is_on:
            self.is_on = False
            self._board.end(self)
            if HERE.get() is self:
                HERE.set(self.outer)

    def __enter__(self) -> "Interception":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class Switchboard:
    """One a process: what it replaces in libraries is there once."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self._on: list[Interception] = []
        self._kept_keys, self._variables = KeptKeys(), Variables()
        self._diversions = Diversions(self.find, self._kept_keys)
        self._lock = RLock()

    def begin(self, it: Interception) -> None:
        """Puts a world in force, above those that are."""
        with self._lock:
            if not self._on:
                self._diversions.begin()
            self._on.append(it)
            self._changed()

    def end(self, it: Interception) -> None:
        """Takes it away, wherever it stands."""
        with self._lock:
            self._on.remove(it)
            if not self._on:
                self._diversions.end()
            self._changed()

    def find(self, host: str) -> Landing | None:
        """Where calls to a host land; None where they are none of ours."""
        it = in_force_here() or (self._on[-1] if self._on else None)
        if it is None:
            return None
        with self.reception.lock:
            return it.landing if api_of(host, self.reception.worlds, it.world()) else None

    def sweep(self) -> None:
        """Takes variables away that were put back after the last world had gone."""
        if not self._on:
            self._variables.sweep()

    def _changed(self) -> None:
        if self._on:
            self._variables.show(self._on[-1].wanted_key)
        else:
            self._variables.hide()
        self._kept_keys.forget()


def in_force_here() -> Interception | None:
    """The one that began last in this context and is still on."""
    it = HERE.get()
    while it is not None and not it.is_on:
        it = it.outer
    return it
