"""Taking a world back to its beginning, and opening a new one, over HTTP; beside a bare Starlette app."""

import json
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

from benchmarks.servers import bare, mock, running
from benchmarks.stopwatch import claim, table

TIMES = 300
ROUNDS = 5
CONTROL = "/__mockfapi"


def asker(port: int) -> HTTPConnection:
    connection = HTTPConnection("127.0.0.1", port)
    connection.connect()
    return connection


def told(connection: HTTPConnection, method: str, path: str, body: dict[str, str] | None = None) -> Any:
    """The JSON of an answer."""
    sent = None if body is None else json.dumps(body)
    connection.request(method, CONTROL + path, sent, {"content-type": "application/json"} if sent else {})
    answer = connection.getresponse()
    read = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{method} {path} answers {answer.status}: {read!r}")
    return json.loads(read)


def milliseconds(act: Callable[[], Any], after: Callable[[], Any] = lambda: None) -> float:
    """The mean time of a request; what is asked `after` them all is not timed."""
    begun = time.perf_counter()
    for _ in range(TIMES):
        act()
    taken = (time.perf_counter() - begun) / TIMES * 1000
    after()
    return taken


def main() -> None:
    with running(bare()) as floor, running(mock("demo")) as ours:
        bottom, mocked = asker(floor.port), asker(ours.port)
        opened: list[str] = []

        def opening() -> None:
            opened.append(told(mocked, "POST", "/worlds", {"scenario": "demo", "seed": "7"})["name"])

        def closing() -> None:
            while opened:
                told(mocked, "DELETE", f"/worlds/{opened.pop()}")

        acts: dict[str, Callable[[], float]] = {
            "bare starlette": lambda: milliseconds(lambda: told(bottom, "POST", "/reset")),
            "reset": lambda: milliseconds(lambda: told(mocked, "POST", "/reset")),
            "new seeded world": lambda: milliseconds(opening, closing),
        }
        best = dict.fromkeys(acts, float("inf"))
        for _ in range(ROUNDS):
            for name, act in acts.items():
                best[name] = min(best[name], act())
    rows = {name: (it, it / best["bare starlette"]) for name, it in best.items()}
    table("over HTTP, scenario demo", ("ms", "x floor"), rows)
    for name in ("reset", "new seeded world"):
        claim(f"{name} over HTTP, ms", best[name], 1.0)


if __name__ == "__main__":
    main()
