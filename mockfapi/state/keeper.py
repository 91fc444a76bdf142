"""Keeps worlds in a state file: what requests change, snapshots, openings and closings. Fetches them back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.rules import nonces
from mockfapi.state.file import LIVE, REST, REST_AT, Row, StateFile, StateFileError
from mockfapi.state.kept import Kept
from mockfapi.world import TABLES, World
from mockfapi.world.journal import Change
from mockfapi.world.keys import Keys
from mockfapi.world.plain import EXACT
from mockfapi.world.whole import Rest, fill, records
from mockfapi.world.worlds import KeepingError, Worlds

ENCODE = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Begun:
    """What a world began with: the name of a scenario, and its file or its name once more."""

    name: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A world that was in the file: asleep until somebody looks.

    `is_telling`: it has sent webhooks; `has_faults`: requests to it may meet some.
    """

    world: World
    snapshots: Mapping[str, World]
    begun: Begun
    is_telling: bool
    has_faults: bool


class Attempt:
    """Writing that may fail: then nothing of this request is written, and the next one begins anew."""

    __slots__ = ("_failed",)

    def __init__(self, failed: Callable[[], None]) -> None:
        self._failed = failed

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._failed()
        if isinstance(error, StateFileError):
            raise KeepingError(f"{error}. What this request did is not kept") from error


class StateKeeper:
    """Writes what changes in worlds into a file. What a request did is one transaction, before its answer.

    `begun` says what a world of this name began with. Whatever cannot be written is a `KeepingError`; the
    next request then writes everything anew.
    """

    def __init__(self, file: StateFile, worlds: Worlds, begun: Callable[[str], Begun]) -> None:
        self._file, self._worlds, self._begun = file, worlds, begun
        self._kept: dict[str, Kept] = {}
        self._fresh: list[str] = []
        self._is_behind = False
        self._attempt = Attempt(self._fail)

    def found(self) -> Iterator[Found]:
        """The worlds of the file, in the order of their opening. They are kept from now on."""
        for name, keys, begun in self._file.worlds():
            known = self._read(Keys, keys)
            if known.secret_key.startswith("sk_live_"):
                raise StateFileError(
                    f"{self._file.path} holds a live secret key; only test keys have a place here"
                )
            states = {}
            for number, snapshot in self._file.states(name):
                it = states[snapshot] = World(name, keys=known)
                self._rest(number).put(it)
                kept = Kept(it, number)
                it.asleep = partial(self._fetch, kept)
                if snapshot == LIVE:
                    self._kept[name] = kept
            number = self._kept[name].state
            has = [self._file.holds(number, table) for table in ("webhook_deliveries", "faults")]
            yield Found(states.pop(LIVE), states, self._read(Begun, begun), *has)

    def opened(self, world: World) -> None:
        # Written with the request that opens it: what it began with is known by then.
        self._fresh.append(world.name)

    def closed(self, name: str) -> None:
        with self._attempt:
            if name in self._fresh:
                self._fresh.remove(name)
            if self._kept.pop(name, None) is not None:
                self._file.remove_world(name)

    def took(self, world: World, snapshot: str) -> None:
        with self._attempt:
            self._file.begin()
            self._catch_up()
            it = self._kept[world.name]
            self._save(it)
            self._write(it, [], with_rest=True)
            self._file.copy(it.state, self._file.add_state(world.name, snapshot))

    def dropped(self, world: World, snapshot: str) -> None:
        with self._attempt:
            self._catch_up()
            self._file.remove_state(self._state(world.name, snapshot))

    def restored(self, world: World, snapshot: str) -> None:
        with self._attempt:
            self._catch_up()
            it = self._kept[world.name]
            self._file.empty(it.state)
            self._file.copy(self._state(world.name, snapshot), it.state)
            it.placed((place, table, _id(row)) for place, table, row in self._file.rows(it.state))
            self._write(it, [], with_rest=True)

    def keep(self, world: World) -> None:
        with self._attempt:
            self._catch_up()
            it = self._kept.get(world.name)
            if it is not None and it.world is world:
                self._save(it)
            self._file.commit()

    def _fail(self) -> None:
        self._file.roll_back()
        self._is_behind = True

    def _save(self, it: Kept) -> None:
        """Writes what has changed in a world since it was last written."""
        journal = it.world.journal
        if journal is not it.journal:
            self._rewrite(it)
        elif journal.number != it.number:
            changes = journal.since(it.number)
            if len(changes) == journal.number - it.number:
                rows = self._rows(it, changes)
                # Each row tells the number of its change: then nobody else need know.
                self._write(it, rows, with_rest=not rows or it.has_other_rest)
            else:
                # More than the journal remembers.
                self._rewrite(it)
        elif it.has_other_rest:
            self._write(it, [], with_rest=True)

    def _rows(self, it: Kept, changes: Iterable[Change]) -> list[Row]:
        """The rows that were saved, as they are to be written; those that were removed are gone."""
        latest: dict[tuple[str, str], Any] = {}
        for change in changes:
            name = (change.table, change.id)
            if change.after is not None:
                latest[name] = change.after
                continue
            # One that comes again comes last, as in its table.
            latest.pop(name, None)
            if (place := it.places.pop(name, None)) is not None:
                self._file.remove(it.state, place)
        number = it.world.journal.number
        return [(it.place(*name), number, name[0], _row(name[0], row)) for name, row in latest.items()]

    def _write(self, it: Kept, rows: list[Row], *, with_rest: bool) -> None:
        if with_rest:
            world = it.world
            rows.append((REST_AT, world.journal.number, REST, ENCODE(Rest.of(world).plain)))
        self._file.save(it.state, rows)
        it.note()

    def _rewrite(self, it: Kept) -> None:
        self._file.empty(it.state)
        self._fill(it)

    def _fill(self, it: Kept) -> None:
        """Writes all that a world has into an empty state."""
        it.placed(())
        it.world.wake()
        rows = [(table, row) for table in TABLES for row in vars(it.world).get(table, ())]
        number = it.world.journal.number
        written = [(it.place(table, row.id), number, table, _row(table, row)) for table, row in rows]
        self._write(it, written, with_rest=True)

    def _catch_up(self) -> None:
        """Writes what should be in the file by now: worlds that are new, or all, after a failure."""
        if self._is_behind:
            self._write_all()
        while self._fresh:
            name = self._fresh.pop(0)
            if (world := self._worlds.named(name)) is not None:
                self._write_world(world)

    def _write_all(self) -> None:
        """Everything anew: an earlier request could not be written."""
        self._fresh.clear()
        for world in self._worlds:
            # Those asleep have their rows in what is about to be thrown away.
            for it in (world, *self._worlds.snapshots(world).values()):
                it.wake()
        for name, _, _ in self._file.worlds():
            self._file.remove_world(name)
        for world in self._worlds:
            self._write_world(world)
        self._is_behind = False

    def _write_world(self, world: World) -> None:
        name = world.name
        self._file.add_world(name, _plain(world.keys), _plain(self._begun(name)))
        for snapshot, it in self._worlds.snapshots(world).items():
            self._write_state(it, snapshot)
        self._kept[name] = self._write_state(world, LIVE)

    def _write_state(self, world: World, snapshot: str) -> Kept:
        it = Kept(world, self._file.add_state(world.name, snapshot))
        self._fill(it)
        return it

    def _state(self, world: str, snapshot: str) -> int:
        """The number of a snapshot, or of the world itself."""
        return next(number for number, name in self._file.states(world) if name == snapshot)

    def _fetch(self, it: Kept, world: World) -> None:
        """Gives a world that was asleep its rows."""
        rows = [(place, table, json.loads(row)) for place, table, row in self._file.rows(it.state)]
        try:
            fill(world, EXACT, ((table, row) for _, table, row in rows))
        except ValueError as broken:
            place = f"{self._file.path}, world {world.name}"
            raise KeepingError(f"{place}: {broken}") from None
        it.placed((place, table, row["id"]) for place, table, row in rows)
        nonces.resume(world)

    def _rest(self, state: int) -> Rest:
        number, rest = self._file.rest(state)
        found: Rest = self._read(Rest, rest)
        return replace(found, changes=number)

    def _read(self, kind: type, text: str) -> Any:
        try:
            return EXACT.form(kind).read(json.loads(text))
        except ValueError as broken:
            raise StateFileError(f"{self._file.path} cannot be understood: {broken}") from None


def _plain(record: object) -> str:
    return ENCODE(EXACT.form(type(record)).write(record))


def _row(table: str, row: Any) -> str:
    return ENCODE(EXACT.form(records()[table]).write(row))


def _id(row: str) -> str:
    id: str = json.loads(row)["id"]
    return id
