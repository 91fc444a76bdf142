"""The file itself: a SQLite database that one process has to itself. Knows rows, not what they mean."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

FORMAT = 1
# In the head of every database: whose it is ("mfap"), and in which format it is written.
OURS = 0x6D666170
HEAD = 100
MAGIC = b"SQLite format 3\0"
OWNER_AT, FORMAT_AT = 68, 60
# Small pages, for a write touches two or three of them. So many gather in the log before they go to their
# places; only then the disk is waited for.
PAGE = 1_024
CHECKPOINT = 16_000
NOT_YOURS = "cannot be written: it, or its folder, is not yours to write"
LIVE = ""
# Where a row lies (the order of their making), the number of the change that wrote it, its kind, its content.
Row = tuple[int, int, str, str]

TABLES = (
    "CREATE TABLE worlds(name TEXT PRIMARY KEY, keys TEXT NOT NULL, begun TEXT NOT NULL)",
    "CREATE TABLE states(number INTEGER PRIMARY KEY AUTOINCREMENT, world TEXT NOT NULL,"
    " snapshot TEXT NOT NULL, UNIQUE(world, snapshot))",
)
# So many rows go in one statement.
FEW = 16
# Where a state has what is no row of its world.
REST_AT, REST = 0, ""
# Each state has its rows in a table of its own, by place alone: another index would double what writes cost.
ROWS = (
    "CREATE TABLE rows_{}(place INTEGER PRIMARY KEY, number INTEGER NOT NULL, kind TEXT NOT NULL,"
    " row TEXT NOT NULL)"
)


class StateFileError(OSError):
    """A state file that cannot be used, or not any more; the text says why."""

    def __str__(self) -> str:
        return str(self.args[0])


class StateFile:
    """An open state file. What is written counts from `commit` on, all of it or nothing; a `save` at once
    where nothing else was begun.

    A committed write survives the end of this process, however it comes. When the machine loses power, the
    latest of them may be lost; the file stays whole.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Opens a file, or makes one where none is. StateFileError says what is in the way."""
        self.path = Path(path)
        self.is_new = _check(self.path)
        with self._explained():
            self._database = sqlite3.connect(
                self.path, timeout=0, isolation_level=None, check_same_thread=False
            )
        try:
            with self._explained():
                self._take()
        except BaseException:
            self._database.close()
            raise

    def _take(self) -> None:
        ask = self._database.execute
        ask("PRAGMA locking_mode = EXCLUSIVE")
        ask(f"PRAGMA page_size = {PAGE}")
        ask("BEGIN EXCLUSIVE")
        if self.is_new:
            ask(f"PRAGMA application_id = {OURS}")
            ask(f"PRAGMA user_version = {FORMAT}")
            for table in TABLES:
                ask(table)
        ask("COMMIT")
        ask("PRAGMA journal_mode = WAL")
        ask("PRAGMA synchronous = NORMAL")
        ask(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        if ask("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise StateFileError(f"{self.path} is damaged: take a copy of it from before, or another file")

    def worlds(self) -> list[tuple[str, str, str]]:
        """Name, keys and beginning of each world, in the order of their opening."""
        return self._all("SELECT name, keys, begun FROM worlds ORDER BY rowid")

    def states(self, world: str) -> list[tuple[int, str]]:
        """Number and snapshot of each state of a world, oldest first."""
        return self._all("SELECT number, snapshot FROM states WHERE world = ? ORDER BY number", world)

    def rest(self, state: int) -> tuple[int, str]:
        """The number of the latest change that wrote a row, and what a state has besides rows."""
        ((number,),) = self._all(f"SELECT max(number) FROM rows_{state}")
        ((found,),) = self._all(f"SELECT row FROM rows_{state} WHERE place = {REST_AT}")
        return int(number), str(found)

    def rows(self, state: int) -> list[tuple[int, str, str]]:
        """Place, kind and content of the rows of a state, in their order."""
        return self._all(f"SELECT place, kind, row FROM rows_{state} WHERE place > {REST_AT} ORDER BY place")

    def holds(self, state: int, kind: str) -> bool:
        """Whether a state has rows of this kind."""
        return bool(self._all(f"SELECT 1 FROM rows_{state} WHERE kind = ? LIMIT 1", kind))

    def add_world(self, name: str, keys: str, begun: str) -> None:
        self._write("INSERT INTO worlds(name, keys, begun) VALUES(?, ?, ?)", name, keys, begun)

    def remove_world(self, name: str) -> None:
        """Takes a world out, with all its states."""
        for number, _ in self.states(name):
            self.remove_state(number)
        self._write("DELETE FROM worlds WHERE name = ?", name)

    def add_state(self, world: str, snapshot: str) -> int:
        """A new state without rows; answers its number."""
        self._write("INSERT INTO states(world, snapshot) VALUES(?, ?)", world, snapshot)
        ((number,),) = self._all("SELECT last_insert_rowid()")
        self._write(ROWS.format(number))
        return int(number)

    def remove_state(self, number: int) -> None:
        self._write(f"DROP TABLE rows_{number}")
        self._write("DELETE FROM states WHERE number = ?", number)

    def empty(self, number: int) -> None:
        """Takes out all that a state has."""
        self._write(f"DELETE FROM rows_{number}")

    def begin(self) -> None:
        """From here to the next commit, all or nothing. Every write but a `save` begins by itself."""
        if not self._database.in_transaction:
            self._write("BEGIN")

    def save(self, state: int, rows: list[Row]) -> None:
        """Puts rows in their places, whatever lies there: all of them or none."""
        ask = self._database
        try:
            if len(rows) <= FEW and not ask.in_transaction:
                # By far the most frequent write is one statement, and needs no commit.
                ask.execute(_replace(state, len(rows)), [value for row in rows for value in row])
                return
            self.begin()
            ask.executemany(_replace(state, 1), rows)
        except sqlite3.Error as broken:
            raise StateFileError(_reason(self.path, broken)) from broken

    def remove(self, state: int, place: int) -> None:
        self._write(f"DELETE FROM rows_{state} WHERE place = ?", place)

    def copy(self, source: int, target: int) -> None:
        """Gives an empty state all that another has, in the same places."""
        self._write(f"INSERT INTO rows_{target} SELECT * FROM rows_{source}")

    def commit(self) -> None:
        """What was written since the last time is there now, and outlives the process."""
        if self._database.in_transaction:
            self._write("COMMIT")

    def roll_back(self) -> None:
        """What was written since the last commit is as good as never written."""
        with suppress(sqlite3.Error):
            self._database.rollback()

    def close(self) -> None:
        """Puts everything into the one file and lets others have it."""
        self.roll_back()
        self._database.close()

    def _write(self, statement: str, *values: Any) -> None:
        if statement != "BEGIN":
            self.begin()
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as broken:
            raise StateFileError(_reason(self.path, broken)) from broken

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._explained():
            return self._database.execute(statement, values).fetchall()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as broken:
            raise StateFileError(_reason(self.path, broken)) from broken


def _check(path: Path) -> bool:
    """Whether there is no file yet. One that is not ours is refused before anything touches it."""
    try:
        kind = path.stat().st_mode
        # Whatever else there is under a name, a pipe say, may keep its reader waiting for ever.
        head = _head(path) if S_ISREG(kind) else None
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise StateFileError(f"there is no folder {path.parent} to keep a state file in") from None
        return True
    except OSError as broken:
        raise StateFileError(f"{path} cannot be read: {broken.strerror or broken}") from None
    if head is None:
        raise StateFileError(f"{path} is {'a folder' if S_ISDIR(kind) else 'a device'}, not a state file")
    return _is_empty(path, head)


def _is_empty(path: Path, head: bytes) -> bool:
    """Whether a file is still without content; what it has must be ours."""
    if not os.access(path, os.W_OK):
        # SQLite calls it an error of the disk.
        raise StateFileError(f"{path} {NOT_YOURS}")
    if not head:
        return True
    if not (head.startswith(MAGIC) and _number(head, OWNER_AT) == OURS):
        raise StateFileError(f"{path} is no state file of mockfapi; it was left as it is")
    if (written := _number(head, FORMAT_AT)) != FORMAT:
        raise StateFileError(
            f"{path} is written in format {written}, and this mockfapi knows {FORMAT} only: "
            "use the version that wrote it, or another file"
        )
    return False


def _head(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(HEAD)


@lru_cache(maxsize=256)
def _replace(state: int, count: int) -> str:
    """The statement that puts so many rows into a state."""
    return f"INSERT OR REPLACE INTO rows_{state} VALUES" + ",".join(count * ["(?, ?, ?, ?)"])


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4])


def _reason(path: Path, broken: sqlite3.Error) -> str:
    text = str(broken)
    if "locked" in text:
        return f"{path} is in use by another process"
    if "malformed" in text or "not a database" in text:
        return f"{path} is damaged: take a copy of it from before, or another file"
    if "readonly" in text or "unable to open" in text:
        return f"{path} {NOT_YOURS}"
    return f"{path} cannot be written: {text}"
