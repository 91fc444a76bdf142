"""Writes a second over HTTP: `mockfapi serve` with a state file beside one without."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.servers import Running, mock, running
from benchmarks.stopwatch import claim, table
from mockfapi.world.keys import Keys

ROUNDS = 80
WRITES = 40
PLAIN, KEPT = "in memory alone", "with a state file"
SERVER = {"authorization": f"Bearer {Keys.of('default').secret_key}", "content-type": "application/json"}
NO_PASSWORD = {"skip_password_requirement": True}
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Writer:
    """One connection that writes and waits for each answer."""

    def __init__(self, server: Running) -> None:
        self._connection = HTTPConnection("127.0.0.1", server.port)
        self._number = 0
        self._user = self._ask(
            "POST", "/v1/users", json.dumps({"email_address": ["ada@benchmark.test"], **NO_PASSWORD}), SERVER
        )["id"]

    def _ask(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> dict[str, str]:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        told: dict[str, str] = json.loads(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status} {told}")
        return told

    def new_user(self) -> None:
        self._number += 1
        body = {"email_address": [f"user{self._number}@benchmark.test"], **NO_PASSWORD}
        self._ask("POST", "/v1/users", json.dumps(body), SERVER)

    def change(self) -> None:
        self._number += 1
        body = json.dumps({"public_metadata": {"number": self._number}})
        self._ask("PATCH", f"/v1/users/{self._user}/metadata", body, SERVER)

    def sign_in(self) -> None:
        body = "identifier=mara%40fernhill.test&strategy=email_code"
        self._ask("POST", "/v1/client/sign_ins?_is_native=1", body, FORM)


def rate(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    for _ in range(WRITES):
        act()
    return WRITES / (time.perf_counter() - begun)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        commands = {PLAIN: mock("demo"), KEPT: (*mock("demo"), "--state", str(Path(folder) / "worlds.state"))}
        writers = {
            name: Writer(stack.enter_context(running(command, pinned=True)))
            for name, command in commands.items()
        }
        kinds = {"new user": Writer.new_user, "changed user": Writer.change, "sign-in begun": Writer.sign_in}
        found = {(kind, name): list[float]() for kind in kinds for name in writers}
        # They take turns, so that a slow moment slows both.
        for _ in range(ROUNDS):
            for kind, act in kinds.items():
                for name, writer in writers.items():
                    found[kind, name].append(rate(lambda act=act, writer=writer: act(writer)))  # type: ignore[misc]
    pairs = {kind: list(zip(found[kind, KEPT], found[kind, PLAIN], strict=True)) for kind in kinds}
    ratios = {kind: statistics.median(kept / plain for kept, plain in it) for kind, it in pairs.items()}
    rows = {
        kind: (statistics.median(found[kind, PLAIN]), statistics.median(found[kind, KEPT]), ratios[kind])
        for kind in kinds
    }
    table("writes/s, one connection", ("in memory", "state file", "ratio"), rows)
    mean = statistics.geometric_mean(ratios.values())
    claim("writes/s with a state file, x in memory alone", mean, 0.8, at_least=True)


if __name__ == "__main__":
    main()
