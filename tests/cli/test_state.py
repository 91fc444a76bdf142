"""`mockfapi serve --state`: worlds survive the end of the process, however it comes."""

from __future__ import annotations

import json
import random
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from mockfapi.world.keys import Keys
from tests.cli.conftest import PATIENCE_S, Outcome, Serving

Serve = Callable[..., Serving]
ROUNDS = 4


class Mock:
    """A mock with a state file, and somebody who speaks JSON to it."""

    def __init__(self, serve: Serve, file: Path, *arguments: str) -> None:
        self.serving = serve("--port", "0", "--json-logs", "--state", str(file), *arguments)
        self.ready = json.loads(self.serving.until("ready"))
        self.port = int(self.ready["url"].rpartition(":")[2])
        # Nobody reads its lines from here on, and a full pipe would hold it up.
        self.serving.hang_up()

    def ask(self, method: str, path: str, world: str = "default", **body: Any) -> Any:
        """The body of an answer; a refusal fails the test."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "authorization": f"Bearer {Keys.of(world).secret_key}",
            "content-type": "application/json",
        }
        prefix = "" if world == "default" else f"/w/{world}"
        connection.request(method, prefix + path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        connection.close()

        assert 200 == answer.status, told
        return told

    def kill(self) -> None:
        self.serving.process.kill()
        self.serving.rest()

    def stop(self) -> Outcome:
        return self.serving.stop(signal.SIGTERM)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "worlds.state"


def made(number: int, mark: str) -> dict[str, Any]:
    """What a server says of a new user; two of their rows have to be there together."""
    address = f"user{number}-{mark}@crash.test"
    return {
        "email_address": [address],
        "external_id": address,
        "skip_password_requirement": True,
        "public_metadata": {"number": number},
    }


def write(mock: Mock, mark: str, answered: list[str], told: threading.Semaphore) -> None:
    """Creates users, one after the other, until nobody answers any more."""
    with suppress(OSError, HTTPException, ValueError):
        for number in range(100_000):
            answered.append(mock.ask("POST", "/v1/users", **made(number, mark))["external_id"])
            told.release()


def everybody(mock: Mock) -> list[dict[str, Any]]:
    users: list[dict[str, Any]] = []
    while page := mock.ask("GET", f"/v1/users?limit=500&offset={len(users)}"):
        users += page
    return users


def test_no_answered_write_is_lost_when_the_process_is_killed(serve: Serve, file: Path) -> None:
    """Killed at any moment under two streams of writes: what was answered is there, nothing by halves."""
    chance, answered = random.Random(20251110), list[str]()
    for number in range(ROUNDS):
        mock, told = Mock(serve, file, "--scenario", "empty"), threading.Semaphore(0)
        writers = [
            threading.Thread(target=write, args=(mock, f"{number}{name}", answered, told)) for name in "ab"
        ]
        for thread in writers:
            thread.start()
        for _ in range(chance.randint(3, 60)):
            told.acquire(timeout=PATIENCE_S)
        mock.kill()
        for thread in writers:
            thread.join()
    users = everybody(Mock(serve, file))
    kept = {it["external_id"]: it for it in users}

    assert len(answered) > ROUNDS * 3
    assert set() == set(answered) - kept.keys()
    # Each stream may have been one request ahead of its answers.
    assert len(users) <= len(answered) + 2 * ROUNDS
    for id, it in kept.items():
        assert ([id], {"number"}) == (
            [address["email_address"] for address in it["email_addresses"]],
            set(it["public_metadata"]),
        )


WORLDS = ("default", "shop", "twin")
DONE: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("POST", "/__mockfapi/worlds", "default", {"name": "shop", "scenario": "one_user"}),
    ("POST", "/__mockfapi/worlds", "default", {"name": "gone"}),
    ("DELETE", "/__mockfapi/worlds/gone", "default", {}),
    ("POST", "/v1/users", "shop", made(1, "before")),
    ("POST", "/__mockfapi/snapshots", "shop", {"name": "one"}),
    ("POST", "/__mockfapi/fork", "shop", {"name": "twin"}),
    ("POST", "/__mockfapi/clock", "shop", {"pin": 4_000_000_000_000}),
    ("POST", "/v1/users", "shop", made(2, "after")),
    ("POST", "/__mockfapi/snapshots", "shop", {"name": "two"}),
    ("POST", "/__mockfapi/snapshots/one/restore", "shop", {}),
    ("POST", "/__mockfapi/clock", "twin", {"advance": 86_400_000}),
    ("POST", "/v1/users", "default", made(3, "here")),
    ("POST", "/__mockfapi/reset", "default", {}),
    ("DELETE", "/__mockfapi/snapshots/two", "shop", {}),
    ("POST", "/v1/users", "twin", made(4, "there")),
)


def standing(mock: Mock) -> dict[str, Any]:
    """What can be seen of all worlds."""
    listed = mock.ask("GET", "/__mockfapi/worlds")["data"]
    return {
        "worlds": [(it["name"], it["seed"], it["scenario"], it["secret_key"]) for it in listed],
        "offsets": [mock.ask("GET", "/__mockfapi/clock", it)["offset"] for it in WORLDS],
        "snapshots": [mock.ask("GET", "/__mockfapi/snapshots", it)["data"] for it in WORLDS],
        "users": [mock.ask("GET", "/v1/users", it) for it in WORLDS],
    }


def test_everything_that_control_does_is_kept(serve: Serve, file: Path) -> None:
    """Worlds that were opened, forked and closed, snapshots, restores, resets and clocks."""
    mock = Mock(serve, file, "--scenario", "b2b", "--seed", "7")
    for method, path, world, body in DONE:
        mock.ask(method, path, world, **body)
    before = standing(mock)
    mock.kill()
    again = Mock(serve, file)

    assert before == standing(again)
    assert ("b2b", list(WORLDS)) == (again.ready["scenario"], again.ready["restored"])
    assert [4, 2, 3] == [len(it) for it in before["users"]]

    again.ask("POST", "/__mockfapi/reset", "shop")
    again.kill()

    assert 1 == len(Mock(serve, file).ask("GET", "/v1/users", "shop"))


def test_the_banner_says_where_worlds_come_from(serve: Serve, file: Path) -> None:
    """A new file is said to be one; later it says which worlds it goes on with, and what has no say."""
    first = serve("--port", "0", "--scenario", "one_user", "--state", str(file))
    begun = first.until("Stop with")
    stopped = first.stop(signal.SIGTERM)
    second = serve("--port", "0", "--scenario", "b2b", "--state", str(file))
    again = second.until("Stop with")
    ended = second.stop(signal.SIGTERM)

    assert "new: everything is kept there" in begun
    assert (0, "") == (stopped.code, stopped.err)
    assert "goes on with default (begun with one_user)" in again
    assert "scenario one_user" in again
    assert "People in the beginning:" in again
    assert "--scenario, --seed and --weather have no say" in ended.err
    assert [file.name] == [it.name for it in file.parent.iterdir()]


def test_weather_goes_on_after_a_restart(serve: Serve, file: Path) -> None:
    """The banner says so; who ended it gets it back by a reset."""
    first = Mock(serve, file, "--weather", "replica_lag=1h")
    first.kill()
    second = serve("--port", "0", "--state", str(file))
    banner = second.until("goes on with")
    second.stop(signal.SIGTERM)
    third = Mock(serve, file)
    third.ask("DELETE", "/__mockfapi/faults")
    third.kill()
    fourth = Mock(serve, file)
    before = fourth.ask("GET", "/__mockfapi/faults")["total_count"]
    fourth.ask("POST", "/__mockfapi/reset")
    after = fourth.ask("GET", "/__mockfapi/faults")["data"]

    assert "goes on with default (begun with demo, with faults in force)" in banner
    assert (0, [3_600_000]) == (before, [it["lag"] for it in after])


def test_one_process_has_the_file(serve: Serve, file: Path) -> None:
    """A second mock does not start, and says why."""
    Mock(serve, file)
    refused = serve("--port", "0", "--state", str(file)).rest()

    assert (2, "") == (refused.code, refused.out)
    assert f"mockfapi: {file} is in use by another process\n" == refused.err
