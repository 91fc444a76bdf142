"""What changed in a world, in order. Keeps the latest entries only."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from mockfapi.world.table import Record

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was created (`before` is None), replaced, or removed (`after` is None)."""

    number: int
    at: int
    operation: str | None
    table: str
    id: str
    before: Record | None
    after: Record | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "created"
        return "updated" if self.after is not None else "removed"


class Journal:
    """The latest changes, numbered from 1 for the whole life of the world."""

    def __init__(self, number: int = 0) -> None:
        self.number = number
        self._changes: deque[Change] = deque(maxlen=KEPT)

    def __iter__(self) -> Iterator[Change]:
        return iter(list(self._changes))

    def __len__(self) -> int:
        return len(self._changes)

    def write(self, at: int, operation: str | None, table: str, rows: "Rows") -> None:
        self.number += 1
        id, before, after = rows
        self._changes.append(Change(self.number, at, operation, table, id, before, after))

    def since(self, number: int) -> list[Change]:
        """What was written after that number, in order. Costs as much as it answers."""
        found = []
        for change in reversed(self._changes):
            if change.number <= number:
                break
            found.append(change)
        return found[::-1]

    def forget_since(self, number: int) -> None:
        """Drops what was written after that number; used when a request is undone."""
        while self._changes and self._changes[-1].number > number:
            self._changes.pop()
        self.number = number

    def fork(self) -> "Journal":
        """A twin that goes on counting but starts empty: it tells what happened in the fork."""
        return Journal(self.number)


Rows = tuple[str, Record | None, Record | None]
