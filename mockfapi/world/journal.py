"""What changed in a world, in order. Keeps the latest entries only."""

from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from mockfapi.frozen import dataclass
from mockfapi.ports import Clock
from mockfapi.world.table import Record, Table

if TYPE_CHECKING:
    from mockfapi.world.undo import Undo

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was created (`before` is None), replaced, or removed (`after` is None).

    What one request changed has one `turn`. `caller` is who sent it, as far as that was known by then.
    """

    number: int
    at: int
    operation: str | None
    table: str
    id: str
    before: Record | None
    after: Record | None
    turn: int
    caller: "Caller"

    @property
    def kind(self) -> str:
        if self.before is None:
            return "created"
        return "updated" if self.after is not None else "removed"


class Caller(NamedTuple):
    """Who sends a request, as far as rules may know it.

    `address` is the base URL under which this world was reached: links of messages lead there. `native` says
    that an app asks, `testing_token` what it shows to be spared captchas.
    """

    origin: str | None = None
    address: str = ""
    user_agent: str | None = None
    ip_address: str | None = None
    native: bool = False
    testing_token: str | None = None


NOBODY = Caller()


class Journal:
    """The latest changes, numbered from 1 for the whole life of the world.

    Tables report here, not to the world: nothing points back at a world, so a closed one is gone at once.
    `operation` is the one under way, `caller` who asked for it, `undo` what it may have to take back. `kept`
    is for whatever stays true until the next change; each change clears it. `announced` is the number up to
    which whoever listens was told, `turn` counts requests and the times between them.
    """

    __slots__ = (
        "_changes",
        "_clock",
        "_inherited",
        "announced",
        "caller",
        "kept",
        "number",
        "operation",
        "turn",
        "undo",
    )

    def __init__(self, clock: Clock, number: int = 0, inherited: tuple[Change, ...] = ()) -> None:
        self.number = self.announced = number
        self.turn = 0
        self.operation: str | None = None
        self.caller = NOBODY
        self.undo: Undo | None = None
        self.kept: dict[Any, Any] = {}
        self._clock = clock
        self._changes: deque[Change] = deque(maxlen=KEPT)
        self._inherited = inherited

    def __iter__(self) -> Iterator[Change]:
        return iter(list(self._changes))

    def __len__(self) -> int:
        return len(self._changes)

    def write(self, table: Table[Any], id: str, before: Record | None, after: Record | None) -> None:
        """Takes down a change that a table is about to make."""
        if self.undo is not None:
            self.undo.remember(table, id, before)
        self.number += 1
        self.kept.clear()
        what = (table.name, id, before, after)
        self._changes.append(
            Change(self.number, self._clock.now, self.operation, *what, self.turn, self.caller)
        )

    def since(self, number: int) -> list[Change]:
        """What was written after that number, in order. Costs as much as it answers."""
        found = []
        for change in reversed(self._changes):
            if change.number <= number:
                break
            found.append(change)
        return found[::-1]

    def later_than(self, moment: int) -> Iterator[Change]:
        """What was written after a moment, latest first; a fork knows of its origin what it was told to."""
        for change in chain(reversed(self._changes), self._inherited):
            if change.at <= moment:
                break
            yield change

    def forget_since(self, number: int) -> None:
        """Drops what was written after that number; used when a request is undone."""
        while self._changes and self._changes[-1].number > number:
            self._changes.pop()
        self.number = number
        self.kept.clear()

    def fork(self, clock: Clock, remember_after: int | None = None) -> "Journal":
        """A twin that goes on counting but starts empty: it tells what happened in the fork.

        What was written after `remember_after` it does not tell either, but `later_than` still knows it.
        """
        inherited = () if remember_after is None else tuple(self.later_than(remember_after))
        return Journal(clock, self.number, inherited)
