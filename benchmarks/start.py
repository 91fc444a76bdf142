"""From exec to the first 200, and memory then: `mockfapi serve` beside a bare Starlette app on uvicorn."""

import statistics

from benchmarks.servers import bare, mock, running
from benchmarks.stopwatch import claim, resident, table

RUNS = 7
FLOOR = "bare starlette + uvicorn"
CONTENDERS = {FLOOR: bare(), "mockfapi serve, empty": mock("empty"), "mockfapi serve, demo": mock("demo")}


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    memory: dict[str, float | None] = {}
    # In turn, so that a slow minute of the machine slows all of them.
    for run in range(RUNS + 1):
        for name, command in CONTENDERS.items():
            with running(command) as server:
                # The first run of each only fills caches.
                times[name] += [server.seconds * 1000] if run else []
                memory[name] = resident(server.pid)
    floor = min(times[FLOOR])
    rows = {
        name: (min(it), statistics.median(it), min(it) / floor, memory[name]) for name, it in times.items()
    }
    table("exec to first 200", ("best ms", "median ms", "x floor", "RSS MB"), rows)
    for name, (best, _, _, held) in list(rows.items())[1:]:
        claim(f"{name}: start, x floor", best / floor, 2.0)
        if held is not None:
            claim(f"{name}: MB after start", held, 60.0)


if __name__ == "__main__":
    main()
