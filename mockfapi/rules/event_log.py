"""The events of a world, worked out from its journal whenever somebody asks. Until then they cost nothing."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from mockfapi.rules import events
from mockfapi.rules.events import Event
from mockfapi.world import World
from mockfapi.world.journal import Change
from mockfapi.world.past import Rows, covered

Told = tuple[Event, World]


def since(world: World, number: int = 0) -> list[Told]:
    """The events after that change, oldest first, each with the world that shows its record as it was then.

    The journal keeps its latest changes only, and so does this.
    """
    found: list[list[Told]] = []
    rows: Mapping[str, Rows] = {}
    turns = [list(group) for _, group in groupby(world.journal.since(number), lambda it: it.turn)]
    for changes in reversed(turns):
        earlier = _with(rows, changes)
        if any(events.matters(it) for it in changes):
            at = changes[-1].at
            then, now = covered(world, earlier, at=at), covered(world, rows, at=at)
            told = events.events_of(then, now, changes)
            found.append([(it, then if it.gone else now) for it in told])
        rows = earlier
    return [it for turn in reversed(found) for it in turn]


def _with(rows: Mapping[str, Rows], changes: Iterable[Change]) -> Mapping[str, Rows]:
    """What has to be put in place of rows to get behind these changes as well."""
    earlier = dict(rows)
    for change in reversed(list(changes)):
        if earlier.get(change.table) is rows.get(change.table):
            earlier[change.table] = dict(rows.get(change.table, {}))
        earlier[change.table][change.id] = change.before
    return earlier
