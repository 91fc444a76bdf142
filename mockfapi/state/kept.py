"""How far a world is in a state file. Writes nothing itself."""

from collections.abc import Iterable

from mockfapi.world import World
from mockfapi.world.journal import Journal


class Kept:
    """How far a world is in the file, and where its rows lie there."""

    __slots__ = ("clock", "draws", "journal", "latest", "number", "places", "state", "world")

    def __init__(self, world: World, state: int) -> None:
        self.world, self.state = world, state
        self.places: dict[tuple[str, str], int] = {}
        self.latest = 0
        self.note()

    def note(self) -> None:
        """The world is in the file as it is now."""
        world = self.world
        self.journal: Journal = world.journal
        self.number, self.draws = world.journal.number, dict(world.chance.drawn)
        self.clock = (world.clock.offset, world.clock.pinned_at)

    @property
    def has_other_rest(self) -> bool:
        """Whether the world has other counters or another time than the file knows."""
        clock = self.world.clock
        return self.draws != self.world.chance.drawn or self.clock != (clock.offset, clock.pinned_at)

    def place(self, table: str, id: str) -> int:
        """Where a row lies, or comes to lie: behind all others."""
        found = self.places.get((table, id))
        if found is None:
            self.latest += 1
            found = self.places[table, id] = self.latest
        return found

    def placed(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Takes down where the rows of the world lie: place, table and id."""
        self.places = {(table, id): place for place, table, id in rows}
        self.latest = max(self.places.values(), default=0)
