"""Rows in the order of a field, and texts of rows: made when first asked for, then kept up by the table."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

# A sortable key, the number of the row in the order of creation, its id.
Place = tuple[Any, int, str]
LATE = 512


class Kept(Protocol):
    """What a table keeps up to date with its rows. A copy shares everything until it is changed."""

    def put(self, id: str, row: Any) -> None: ...

    def copy(self) -> "Kept": ...


def sortable(value: object) -> tuple[bool, Any]:
    """Nothing comes before something; capitals do not count."""
    return (value is not None, value.lower() if isinstance(value, str) else value or 0)


class Order:
    """The ids of a table's rows by one of their fields; equal ones in the order of their creation."""

    __slots__ = ("_entries", "_field", "_next", "_owned", "_places")

    def __init__(self, field: str, rows: Mapping[str, Any]) -> None:
        self._field = field
        self._places: dict[str, Place] = {
            id: (sortable(getattr(row, field)), number, id) for number, (id, row) in enumerate(rows.items())
        }
        self._entries: list[Place] = sorted(self._places.values())
        self._next = len(rows)
        self._owned = True

    def put(self, id: str, row: Any) -> None:
        """Follows a row that was added, replaced or (None) removed. A key that stays costs nothing."""
        before = self._places.get(id)
        key = None if row is None else sortable(getattr(row, self._field))
        if key == (None if before is None else before[0]):
            return
        self._own()
        if before is not None:
            del self._entries[bisect_left(self._entries, before)]
            del self._places[id]
        if row is not None:
            number = self._next if before is None else before[1]
            self._next = max(self._next, number + 1)
            self._places[id] = place = (key, number, id)
            insort(self._entries, place)

    def copy(self) -> "Order":
        twin: Order = Order.__new__(Order)
        twin._field, twin._next, twin._owned = self._field, self._next, False
        twin._entries, twin._places = self._entries, self._places
        return twin

    def place(self, id: str) -> Place:
        """By what the row is sorted. The row is there."""
        return self._places[id]

    def position(self, id: str) -> int:
        """How many rows come before this one."""
        return bisect_left(self._entries, self._places[id])

    def between(self, low: int | None, high: int | None) -> tuple[int, int]:
        """The positions of the rows with `low` <= field < `high`; never of those without a value."""
        entries = self._entries
        start = bisect_left(entries, ((True, low),) if low is not None else ((True,),))
        return start, max(start, bisect_left(entries, ((True, high),)) if high is not None else len(entries))

    def without(self) -> int:
        """How many rows have no value; they come first."""
        return bisect_left(self._entries, ((True,),))

    def ids(self, start: int, stop: int, *, backwards: bool = False) -> list[str]:
        """The ids from one position to another, counted from the end when it goes backwards."""
        if backwards:
            size = len(self._entries)
            return [it[2] for it in self._entries[max(0, size - stop) : max(0, size - start)]][::-1]
        return [it[2] for it in self._entries[start:stop]]

    def walk(self, *, backwards: bool = False) -> Iterator[str]:
        """All ids, one by one."""
        return (it[2] for it in (reversed(self._entries) if backwards else self._entries))

    def _own(self) -> None:
        if not self._owned:
            self._entries, self._places, self._owned = list(self._entries), dict(self._places), True


class Texts:
    """What a search reads of each row, all in one text: asking costs little however many rows there are.

    Rows that changed lately are read one by one until there are so many that the text is made anew.
    """

    __slots__ = ("_late", "_lines", "_of", "_starts", "_text")

    def __init__(self, of: Callable[[Any], str], rows: Mapping[str, Any]) -> None:
        self._of = of
        self._write({id: _line(of(row)) for id, row in rows.items()})

    def put(self, id: str, row: Any) -> None:
        self._late[id] = None if row is None else _line(self._of(row))

    def copy(self) -> "Texts":
        twin: Texts = Texts.__new__(Texts)
        twin._of, twin._lines, twin._starts = self._of, self._lines, self._starts
        twin._text, twin._late = self._text, dict(self._late)
        return twin

    def mentioning(self, words: str, most: int | None = None) -> set[str] | None:
        """The ids of the rows whose text contains the words; None when there are more than `most`."""
        if len(self._late) > LATE:
            self._write(self._now())
        words, late = _line(words), self._late
        found = {id for id, line in late.items() if line is not None and words in line}
        at = self._text.find(words)
        while at >= 0:
            number = bisect_left(self._starts, at + 1) - 1
            id = self._lines[number]
            if id not in late:
                found.add(id)
                if most is not None and len(found) > most:
                    return None
            following = number + 1
            at = self._text.find(words, self._starts[following]) if following < len(self._starts) else -1
        return None if most is not None and len(found) > most else found

    def _now(self) -> dict[str, str]:
        ends = [*self._starts[1:], len(self._text) + 1]
        told = {
            id: self._text[start : end - 1]
            for id, start, end in zip(self._lines, self._starts, ends, strict=True)
        }
        changed = {**told, **self._late}
        return {id: line for id, line in changed.items() if line is not None}

    def _write(self, lines: Mapping[str, str]) -> None:
        self._lines, self._starts, at = list(lines), [], 0
        for line in lines.values():
            self._starts.append(at)
            at += len(line) + 1
        self._text = "\n".join(lines.values())
        self._late: dict[str, str | None] = {}


def _line(text: str) -> str:
    return text.lower().replace("\n", " ")
