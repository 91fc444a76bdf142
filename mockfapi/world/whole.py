"""A world taken apart and put together: the records of its tables, and the rest that is no record."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cache
from typing import Any, get_args, get_type_hints

from mockfapi import world as house
from mockfapi.frozen import dataclass
from mockfapi.world import TABLES, Tables, World
from mockfapi.world.plain import Codec, PlainError


@dataclass(frozen=True, slots=True)
class Rest:
    """What a world is besides rows, name and keys. Times in milliseconds.

    `offset` is how far its clock is ahead of the process, or of the moment it is `pinned_at`. `changes` is
    the number of its latest change, `draws` how often each stream of chance was drawn from.
    """

    seed: str = "0"
    offset: int = 0
    pinned_at: int | None = None
    changes: int = 0
    draws: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World) -> "Rest":
        """The rest of a world as it is now."""
        chance, clock = world.chance, world.clock
        return cls(chance.seed, clock.offset, clock.pinned_at, world.journal.number, dict(chance.drawn))

    @property
    def plain(self) -> dict[str, Any]:
        """As plain values, nothing left out."""
        found = {"seed": self.seed, "offset": self.offset, "pinned_at": self.pinned_at}
        return found | {"changes": self.changes, "draws": self.draws}

    def put(self, world: World) -> None:
        """Makes it the rest of a world, which tells nobody of the changes that it has not seen."""
        world.chance.seed, world.chance.drawn = self.seed, dict(self.draws)
        world.clock.offset, world.clock.pinned_at = self.offset, self.pinned_at
        world.journal.number = world.journal.announced = self.changes


@cache
def records() -> Mapping[str, type]:
    """The class of the records in each table."""
    hints = get_type_hints(Tables, vars(house))
    return {name: get_args(hints[name])[0] for name in TABLES}


def fill(world: World, codec: Codec, rows: Iterable[tuple[str, Any]]) -> None:
    """Puts plain rows into tables that hold none of them, in this order, and tells no journal.

    PlainError names table, id and field; the world is then half full.
    """
    putters: dict[str, Callable[[Any], None]] = {}
    for table, plain in rows:
        if table not in putters:
            putters[table] = _putter(world, codec, table)
        putters[table](plain)


def _putter(world: World, codec: Codec, name: str) -> Callable[[Any], None]:
    if name not in records():
        raise PlainError("is no table", (name,))
    table, read = getattr(world, name), codec.form(records()[name]).read

    def put(plain: Any) -> None:
        try:
            row = read(plain)
        except PlainError as broken:
            named = plain.get("id", "a row without id") if isinstance(plain, dict) else "a row"
            broken.path = (name, str(named), *broken.path)
            raise
        table.put_back(row.id, row)

    return put
