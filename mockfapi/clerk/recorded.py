"""What happened in a world, as tests ask for it: calls, what is expected of them, changes of rows."""

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockfapi.clerk import expecting
from mockfapi.clerk.lease import Lease
from mockfapi.http.served import Served
from mockfapi.world.journal import Change
from mockfapi.world.records import Message

if TYPE_CHECKING:
    from mockfapi.clerk.opening import Engine


class Recorded:
    """The part of `Clerk` that looks back."""

    _engine: "Engine"
    _lease: Lease
    _calls: deque[Served]

    def calls(self, operation_id: str | None = None) -> list[Served]:
        """The requests that this world answered, oldest first; those of one operation if named."""
        with self._lease:
            self._engine.check_operation(operation_id)
            return [it for it in self._history() if operation_id in (None, it.operation_id)]

    def assert_called(self, operation_id: str, *, times: int | None = None, **fields: Any) -> list[Served]:
        """The calls of an operation that sent these fields, among others; fails unless there are any.

        `times` says how many there have to be. A field is one of the path, the query or the body.
        """
        self._engine.check_operation(operation_id)
        return expecting.called(self.calls(), operation_id, times, fields)

    def assert_not_called(self, operation_id: str, **fields: Any) -> None:
        """Fails if an operation was called, with these fields if any are named."""
        self._engine.check_operation(operation_id)
        expecting.not_called(self.calls(), operation_id, fields)

    def assert_no_unmodelled_calls(self) -> None:
        """Fails if anything was asked for that no contract has, or that is not modelled yet."""
        expecting.no_unmodelled(self.calls())

    @property
    def journal(self) -> list[Change]:
        """What changed, oldest first: who wrote which row, and what it was before and after."""
        with self._lease as world:
            return list(world.journal)

    @property
    def latest_call(self) -> Served | None:
        """What this world answered last, also when it is closed: tells reports whether it was used since."""
        return self._calls[-1] if self._calls else None

    def told(self) -> tuple[list[Served], list[Message]]:
        """Calls and messages, also of a closed world: for reports about tests that are over."""
        with self._engine.app.reception.lock:
            return self._history(), list(self._lease.last_sight().messages)

    def _history(self) -> list[Served]:
        """The calls with their paths as the APIs know them, also of a closed world."""
        prefix = f"/w/{self._lease.name}"
        return [replace(it, path=it.path.removeprefix(prefix)) for it in list(self._calls)]
