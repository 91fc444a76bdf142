"""Rows that satisfy conditions, in an order: as many are looked at as the part that is asked for needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, Protocol, TypeVar

from mockfapi.world.order import Order
from mockfapi.world.table import Record, Table

R = TypeVar("R", bound=Record)
R_contra = TypeVar("R_contra", bound=Record, contravariant=True)

# Conditions that fewer rows than this satisfy are met by looking at those rows, not at the list.
FEW = 1000
GLANCE = 20


class Condition(Protocol[R_contra]):
    """What a row may satisfy. `searched`: finding all rows that do takes a search."""

    @property
    def searched(self) -> bool: ...

    def holds(self, row: R_contra) -> bool: ...

    def ids(self, most: int | None) -> set[str] | None:
        """The rows that satisfy it; None when it cannot tell without looking, or when there are more."""

    def count(self) -> int | None:
        """How many rows satisfy it, where that is known without looking at them."""


class Way(Protocol):
    """An order in which all rows can be walked."""

    def walk(self) -> Iterator[str]: ...

    def part(self, start: int, stop: int) -> list[str]: ...

    def sorted(self, ids: Iterable[str]) -> list[str]: ...


class ByField:
    """By a field of the rows."""

    def __init__(self, order: Order, *, backwards: bool) -> None:
        self._order, self._backwards = order, backwards

    def walk(self) -> Iterator[str]:
        return self._order.walk(backwards=self._backwards)

    def part(self, start: int, stop: int) -> list[str]:
        return self._order.ids(start, stop, backwards=self._backwards)

    def sorted(self, ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=self._order.place, reverse=self._backwards)


class Listed(Generic[R]):
    """The rows of a table that satisfy all conditions. Length and parts of it are found when asked for.

    `after` is the id of a row: the list begins behind it.
    """

    def __init__(
        self, table: Table[R], way: Way, conditions: Sequence[Condition[R]] = (), after: str | None = None
    ) -> None:
        self._table, self._way, self._conditions, self._after = table, way, conditions, after

    def __len__(self) -> int:
        if not self._conditions:
            return len(self._table)
        if len(self._conditions) == 1 and (known := self._conditions[0].count()) is not None:
            return known
        rows = self._narrowed(None, searched=False)
        if rows is None:
            rows = self._narrowed(None, searched=True)
        return sum(1 for _ in self._matching(rows))

    def __getitem__(self, part: slice) -> list[R]:
        start, stop = part.start or 0, len(self._table) if part.stop is None else part.stop
        if not self._conditions and self._after is None:
            return [self._table[id] for id in self._way.part(start, stop)]
        few = self._narrowed(FEW, searched=False)
        if few is None:
            # What many rows satisfy is found at once by looking at the first ones: no search is as cheap.
            first = islice(self._behind(self._way.walk()), 2 * stop + GLANCE)
            found = list(islice(self._matching(first), start, stop))
            if len(found) == stop - start:
                return found
            few = self._narrowed(FEW, searched=True)
        ids = self._way.walk() if few is None else iter(self._way.sorted(self._with_mark(few)))
        return list(islice(self._matching(self._behind(ids)), start, stop))

    def _narrowed(self, most: int | None, *, searched: bool) -> set[str] | None:
        """The rows that may match, if a condition knows them."""
        asked = [it for it in self._conditions if it.searched == searched]
        known = [ids for it in asked if (ids := it.ids(most)) is not None]
        return {id for id in min(known, key=len) if self._table.find(id)} if known else None

    def _matching(self, ids: Iterable[str] | None) -> Iterator[R]:
        for id in self._way.walk() if ids is None else ids:
            row = self._table[id]
            if all(it.holds(row) for it in self._conditions):
                yield row

    def _with_mark(self, ids: set[str]) -> set[str]:
        return ids if self._after is None else ids | {self._after}

    def _behind(self, ids: Iterator[str]) -> Iterator[str]:
        if self._after is not None:
            for id in ids:
                if id == self._after:
                    break
        return ids


class Exactly(Generic[R]):
    """To be one of these rows."""

    searched = False

    def __init__(self, ids: set[str]) -> None:
        self._ids = ids

    def holds(self, row: R) -> bool:
        return row.id in self._ids

    def ids(self, _: int | None) -> set[str] | None:
        return self._ids

    def count(self) -> int | None:
        return None


class NoneOf(Generic[R]):
    """To be none of these rows."""

    searched = False

    def __init__(self, table: Table[R], ids: set[str]) -> None:
        self._table, self._ids = table, ids

    def holds(self, row: R) -> bool:
        return row.id not in self._ids

    def ids(self, _: int | None) -> set[str] | None:
        return None

    def count(self) -> int | None:
        return len(self._table) - sum(1 for id in self._ids if self._table.find(id) is not None)


class Between(Generic[R]):
    """To have a field from `low` on and below `high`; a row without a value never does."""

    searched = False

    def __init__(self, table: Table[R], field: str, low: int | None, high: int | None) -> None:
        self._order, self._field, self._low, self._high = table.order(field), field, low, high

    def holds(self, row: R) -> bool:
        value = getattr(row, self._field)
        if value is None or (self._low is not None and value < self._low):
            return False
        return self._high is None or bool(value < self._high)

    def ids(self, most: int | None) -> set[str] | None:
        start, stop = self._order.between(self._low, self._high)
        return set(self._order.ids(start, stop)) if most is None or stop - start <= most else None

    def count(self) -> int | None:
        start, stop = self._order.between(self._low, self._high)
        return stop - start


class Mentioned(Generic[R]):
    """To be told by a text: `found` finds all rows that are, `holds` asks one."""

    searched = True

    def __init__(self, found: Callable[[int | None], set[str] | None], holds: Callable[[R], bool]) -> None:
        self._found, self._holds = found, holds

    def holds(self, row: R) -> bool:
        return self._holds(row)

    def ids(self, most: int | None) -> set[str] | None:
        return self._found(most)

    def count(self) -> int | None:
        everybody = self._found(None)
        return None if everybody is None else len(everybody)
