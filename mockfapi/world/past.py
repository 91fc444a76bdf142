"""A world as it was before its latest changes, for reading only. Costs what changed, not what there is."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from mockfapi import errors
from mockfapi.ports import Clock
from mockfapi.world import World
from mockfapi.world.journal import Journal
from mockfapi.world.order import Kept
from mockfapi.world.table import Key, Record, Table

K = TypeVar("K", bound=Kept)
Rows = dict[str, Record | None]


class Earlier(Table[Any]):
    """A table in which what was written since is hidden behind what it replaced."""

    __slots__ = ("_rows_then", "_table")

    def __init__(self, table: Table[Any], rows: Mapping[str, Record | None]) -> None:
        super().__init__(table.name, table.noun, {}, _refuse)
        self._table, self._rows_then = table, rows

    def find(self, id: str | None) -> Any:
        if id is not None and id in self._rows_then:
            return self._rows_then[id]
        return self._table.find(id)

    def __getitem__(self, id: str) -> Any:
        if (row := self.find(id)) is None:
            raise errors.resource_not_found(kind=self.noun, id=id)
        return row

    def __iter__(self) -> Iterator[Any]:
        return iter(self._as_then(self._table, None, None))

    def __len__(self) -> int:
        then = sum(row is not None for row in self._rows_then.values())
        return len(self._table) + then - sum(self._table.find(id) is not None for id in self._rows_then)

    def where(self, **wanted: Hashable) -> list[Any]:
        for index, key in wanted.items():
            return self._as_then(self._table.where(**wanted), self._table.key_of(index), key)
        return []

    def first(self, **wanted: Hashable) -> Any:
        return next(iter(self.where(**wanted)), None)

    def count(self, **wanted: Hashable) -> int:
        return len(self.where(**wanted))

    def key_of(self, index: str) -> Key:
        return self._table.key_of(index)

    def kept(self, name: Hashable, make: Callable[[Mapping[str, Any]], K]) -> K:
        """What was made of all rows, without what was written since."""
        if name not in self._kept:
            twin = self._table.kept(name, make).copy()
            for id, row in self._rows_then.items():
                twin.put(id, row)
            self._kept[name] = twin
        made: Any = self._kept[name]
        return cast(K, made)

    def _as_then(self, rows: Iterable[Record], key_of: Key | None, key: Hashable) -> list[Any]:
        """The rows in their order; one that was removed or left the index since comes last."""
        found = {**{it.id: self.find(it.id) for it in rows}, **self._rows_then}
        return [row for row in found.values() if row is not None and (key_of is None or key_of(row) == key)]


def covered(world: World, rows: Mapping[str, Rows], *, at: int) -> World:
    """The world with these rows in place of those that it has now, at that moment; None hides a row."""
    world.wake()
    past = World.__new__(World)
    past.asleep = None
    past.name, past.keys, past.hasher = world.name, world.keys, world.hasher
    past.clock, past.chance, past.signer = Clock(pinned_at=at), world.chance.fork(), world.signer
    past.journal = Journal(past.clock, world.journal.number)
    vars(past).update(vars(world))
    for name, then in rows.items():
        vars(past)[name] = Earlier(getattr(world, name), then)
    return past


def sealed(world: World, rows: Mapping[str, Rows]) -> World:
    """The world of this moment with these rows in place of those that it has now, and nothing to be written.

    An attempt to write is a `PastError`, also in the tables that are as they are; it changes nothing.
    """
    past = covered(world, rows, at=world.clock.now)
    past.clock, past.journal = world.clock, Sealed(world.clock, world.journal.number)
    past.caller, past.operation = world.caller, world.operation
    for name, table in list(vars(past).items()):
        if name not in rows:
            vars(past)[name] = Earlier(table, {})
    return past


class PastError(TypeError):
    """Somebody tried to change the past."""


class Sealed(Journal):
    """A journal in which nothing can be written, whatever table wants to."""

    __slots__ = ()

    def write(self, table: Table[Any], id: str, before: Record | None, after: Record | None) -> None:
        _refuse(table, id, before, after)


def _refuse(*_: object) -> None:
    raise PastError("the past cannot be changed")
