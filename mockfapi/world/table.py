"""Tables of frozen records with indexes: the only write door of a world. Knows no record type."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from mockfapi import errors
from mockfapi.world.order import Kept, Order


class Record(Protocol):
    """What a table holds: frozen, with an id."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Kept)
Key = Callable[[Any], Hashable]
Changed = Callable[["Table[Any]", str, "Record | None", "Record | None"], None]

EMPTY: Mapping[str, None] = MappingProxyType({})


class Table(Generic[R]):
    """Rows by id, in the order of their creation.

    A fork shares rows and indexes until one side writes: then that side copies the table, never a row.
    An index key of None keeps a row out of that index.
    """

    __slots__ = (
        "_buckets",
        "_changed",
        "_kept",
        "_keys",
        "_owned",
        "_rows",
        "_shared",
        "_unsorted",
        "name",
        "noun",
    )

    def __init__(self, name: str, noun: str, keys: Mapping[str, Key], changed: Changed) -> None:
        self.name = name
        self.noun = noun
        self._keys = keys
        self._changed = changed
        self._rows: dict[str, R] = {}
        self._buckets: dict[str, dict[Hashable, dict[str, None]]] = {index: {} for index in keys}
        self._owned: set[tuple[str, Hashable]] = set()
        # Buckets that a row has come to from another one: no longer oldest first until somebody reads them.
        self._unsorted: set[tuple[str, Hashable]] = set()
        self._kept: dict[Hashable, Kept] = {}
        self._shared = False

    def __getitem__(self, id: str) -> R:
        """The row with this id; an unknown id is refused with 404 `resource_not_found`."""
        row = self._rows.get(id)
        if row is None:
            raise errors.resource_not_found(kind=self.noun, id=id)
        return row

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._rows.values()))

    def find(self, id: str | None) -> R | None:
        return None if id is None else self._rows.get(id)

    def where(self, **wanted: Hashable) -> list[R]:
        """The rows under one index key, oldest first. Never scans."""
        if self._unsorted:
            self._sort(wanted)
        rows = self._rows
        return [rows[id] for id in self._bucket(wanted)]

    def first(self, **wanted: Hashable) -> R | None:
        """The oldest row under one index key, or None."""
        if self._unsorted:
            self._sort(wanted)
        for id in self._bucket(wanted):
            return self._rows[id]
        return None

    def count(self, **wanted: Hashable) -> int:
        return len(self._bucket(wanted))

    def key_of(self, index: str) -> Key:
        """What an index goes by."""
        return self._keys[index]

    def order(self, field: str) -> Order:
        """The ids of all rows by a field, sorted once and kept up since, also by forks."""
        return self.kept(("order", field), partial(Order, field))

    def kept(self, name: Hashable, make: Callable[[Mapping[str, R]], K]) -> K:
        """What was made of all rows under this name, as it is now."""
        found: Any = self._kept.get(name)
        if found is None:
            # Those who share the rows share this too: it is made once for all of them.
            found = self._kept[name] = make(self._rows)
        made: K = found
        return made

    def save(self, row: R) -> R:
        """Adds or replaces a row."""
        self._changed(self, row.id, self._rows.get(row.id), row)
        self._put(row.id, row)
        return row

    def remove(self, id: str) -> R:
        """Takes a row out; an unknown id is refused like a look-up."""
        row = self[id]
        self._changed(self, id, row, None)
        self._put(id, None)
        return row

    def put_back(self, id: str, row: R | None) -> None:
        """Undoes a change: the row as it was before, without telling anybody."""
        self._put(id, row)

    def fork(self, changed: Changed) -> "Table[R]":
        """A twin that shares everything until one of the two writes."""
        twin: Table[R] = Table.__new__(Table)
        twin.name, twin.noun, twin._keys, twin._changed = self.name, self.noun, self._keys, changed
        twin._rows, twin._buckets, twin._kept = self._rows, self._buckets, self._kept
        twin._unsorted = self._unsorted
        # What is owned is asked only after the first write, which begins with nothing owned.
        twin._shared = self._shared = True
        return twin

    def _bucket(self, wanted: Mapping[str, Hashable]) -> Mapping[str, None]:
        for index, key in wanted.items():
            return self._buckets[index].get(key, EMPTY)
        return EMPTY

    def _sort(self, wanted: Mapping[str, Hashable]) -> None:
        """Puts a bucket into the order of the rows. Who shares it has the same rows, and may share this."""
        for place in wanted.items():
            if place in self._unsorted:
                index, key = place
                held = self._buckets[index].get(key, EMPTY)
                self._buckets[index][key] = {id: None for id in self._rows if id in held}
                self._unsorted.discard(place)

    def _put(self, id: str, row: R | None) -> None:
        if self._shared:
            self._unshare()
        before = self._rows.get(id)
        for index, key_of in self._keys.items():
            old = None if before is None else key_of(before)
            new = None if row is None else key_of(row)
            if old != new:
                self._leave(index, old, id)
                self._join(index, new, id, is_new=before is None)
        if row is None:
            self._rows.pop(id, None)
        else:
            self._rows[id] = row
        for it in self._kept.values():
            it.put(id, row)

    def _unshare(self) -> None:
        self._rows = dict(self._rows)
        self._buckets = {index: dict(buckets) for index, buckets in self._buckets.items()}
        self._kept = {name: it.copy() for name, it in self._kept.items()}
        self._owned = set()
        self._unsorted = set(self._unsorted)
        self._shared = False

    def _own(self, index: str, key: Hashable) -> dict[str, None]:
        """The bucket, copied once if a fork may still read it."""
        buckets = self._buckets[index]
        if (index, key) not in self._owned:
            buckets[key] = dict(buckets.get(key, {}))
            self._owned.add((index, key))
        return buckets[key]

    def _leave(self, index: str, key: Hashable, id: str) -> None:
        if key is None:
            return
        bucket = self._own(index, key)
        bucket.pop(id, None)
        if not bucket:
            del self._buckets[index][key]
            self._owned.discard((index, key))
            self._unsorted.discard((index, key))

    def _join(self, index: str, key: Hashable, id: str, *, is_new: bool) -> None:
        if key is None:
            return
        bucket = self._own(index, key)
        if bucket and not is_new:
            self._unsorted.add((index, key))
        bucket[id] = None
