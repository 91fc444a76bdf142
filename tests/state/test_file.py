"""State files: what is refused before anything is touched, and what is there after a commit."""

import os
import sqlite3
from pathlib import Path

import pytest

from mockfapi.state import StateFile, StateFileError
from mockfapi.state.file import FORMAT, LIVE, OURS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "worlds.state"


def made(path):
    """A file with one row in it."""
    file = StateFile(path)
    state = file.add_state("shop", LIVE)
    file.save(state, [(1, 1, "users", "{}")])
    file.commit()
    return file, state


def other(path, application, version):
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA application_id = {application}")
    database.execute(f"PRAGMA user_version = {version}")
    database.execute("CREATE TABLE theirs(it)")
    database.close()


def refused(path):
    with pytest.raises(StateFileError) as caught:
        StateFile(path)
    return str(caught.value)


def test_what_is_committed_outlives_the_file(path):
    """So does a save by itself; what was begun and not committed is gone."""
    file, state = made(path)
    file.save(state, [(2, 2, "roles", "{}")])
    file.begin()
    file.save(state, [(3, 3, "users", "{}")])
    file.remove(state, 1)
    file.close()
    again = StateFile(path)

    assert ([(1, "users", "{}"), (2, "roles", "{}")], False) == (again.rows(state), again.is_new)

    again.close()


def test_a_file_of_somebody_else_is_left_alone(path):
    """Texts, databases of other programs, files of other formats: refused, and not a byte is changed."""
    path.write_text("shopping list")
    notes = path.read_bytes()

    assert f"{path} is no state file of mockfapi; it was left as it is" == refused(path)
    assert notes == path.read_bytes()

    path.unlink()
    other(path, 7, FORMAT)

    assert "is no state file of mockfapi" in refused(path)

    path.unlink()
    other(path, OURS, FORMAT + 1)

    assert f"is written in format {FORMAT + 1}, and this mockfapi knows {FORMAT} only" in refused(path)
    assert [path] == list(path.parent.iterdir())


def test_a_damaged_file_is_refused(path):
    """Bytes that were overwritten in the middle are noticed at the start."""
    file, state = made(path)
    file.save(state, [(number, 1, "users", "x" * 900) for number in range(2, 100)])
    file.commit()
    file.close()
    content = bytearray(path.read_bytes())
    content[20_000:60_000] = bytes(40_000)
    path.write_bytes(content)

    assert f"{path} is damaged: take a copy of it from before, or another file" == refused(path)


def test_a_place_that_cannot_hold_a_file_is_named(path):
    """A folder, a folder that is not there, a name that is too long; nothing waits for a device."""
    assert f"{path.parent} is a folder, not a state file" == refused(path.parent)
    assert f"there is no folder {path / 'deeper'} to keep a state file in" == refused(path / "deeper" / "it")
    assert "cannot be read: File name too long" in refused(path.with_name("x" * 300))
    assert f"{os.devnull} is a device, not a state file" == refused(Path(os.devnull))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may everything is refused nothing")
def test_a_file_that_may_not_be_written_is_refused(path):
    """It says that it is a matter of permissions."""
    made(path)[0].close()
    path.chmod(0o400)

    assert "cannot be written: it, or its folder, is not yours to write" in refused(path)


def test_two_cannot_have_one_file(path):
    """Not in one process either; afterwards they can."""
    file, _ = made(path)

    assert f"{path} is in use by another process" == refused(path)

    file.close()
    StateFile(path).close()
