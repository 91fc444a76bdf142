"""Taking a world back to its beginning over HTTP, beside a POST to a bare Starlette app that does nothing."""

import time
from http.client import HTTPConnection

from benchmarks.servers import bare, mock, running
from benchmarks.stopwatch import claim, table

TIMES = 300
ROUNDS = 5


def asker(port: int) -> HTTPConnection:
    connection = HTTPConnection("127.0.0.1", port)
    connection.connect()
    return connection


def milliseconds(connection: HTTPConnection) -> float:
    """The mean time of a reset."""
    begun = time.perf_counter()
    for _ in range(TIMES):
        connection.request("POST", "/__mockfapi/reset")
        answer = connection.getresponse()
        if (answer.status, bool(answer.read())) != (200, True):
            raise SystemExit(f"reset answers {answer.status}")
    return (time.perf_counter() - begun) / TIMES * 1000


def main() -> None:
    commands = {"bare starlette": bare(), "mockfapi, demo": mock("demo")}
    with running(commands["bare starlette"]) as floor, running(commands["mockfapi, demo"]) as ours:
        asked = {name: asker(it.port) for name, it in zip(commands, (floor, ours), strict=True)}
        best = dict.fromkeys(asked, float("inf"))
        for _ in range(ROUNDS):
            for name, connection in asked.items():
                best[name] = min(best[name], milliseconds(connection))
    rows = {name: (it, it / best["bare starlette"]) for name, it in best.items()}
    table("POST /__mockfapi/reset", ("ms", "x floor"), rows)
    claim("reset over HTTP, ms", best["mockfapi, demo"], 1.0)


if __name__ == "__main__":
    main()
