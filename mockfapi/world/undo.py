"""The undo list of one request: its cost depends on what was written, never on the size of the world."""

from typing import Any

from mockfapi.ports import Chance
from mockfapi.world.journal import Journal
from mockfapi.world.table import Record, Table


class Undo:
    """Remembers the rows that a request replaced and the counters it drew from."""

    __slots__ = ("_chance", "_drawn", "_journal", "_number", "_rows")

    def __init__(self, journal: Journal, chance: Chance) -> None:
        self._journal, self._number = journal, journal.number
        self._chance, self._drawn = chance, dict(chance.drawn)
        self._rows: list[tuple[Table[Any], str, Record | None]] = []

    def remember(self, table: Table[Any], id: str, before: Record | None) -> None:
        self._rows.append((table, id, before))

    def restore(self) -> None:
        """Puts everything back as it was when the request began."""
        for table, id, before in reversed(self._rows):
            table.put_back(id, before)
        self._rows.clear()
        self._chance.drawn = dict(self._drawn)
        self._journal.forget_since(self._number)
