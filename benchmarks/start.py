"""From exec to the first 200: `mockfapi serve` beside a bare Starlette app on the same server."""

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from http.client import HTTPConnection

RUNS = 7
PATIENCE = 20.0
# An installed program keeps its bytecode.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
app = Starlette(routes=[Route("/v1/health", lambda request: JSONResponse({"status": "ok"}))])
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/v1/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def seconds_to_first_answer(command: Sequence[str], port: int) -> float:
    begun = time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    try:
        while not answers(port):
            if server.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise SystemExit(f"{' '.join(command)[:80]} did not answer")
            time.sleep(0.001)
        return time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    contenders: dict[str, Callable[[int], Sequence[str]]] = {
        "bare starlette + uvicorn": bare,
        "mockfapi serve, empty": partial(serve, "empty"),
        "mockfapi serve, demo": partial(serve, "demo"),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    # In turn, so that a slow minute of the machine slows all of them.
    for run in range(RUNS + 1):
        for name, command in contenders.items():
            port = free_port()
            taken = seconds_to_first_answer(command(port), port)
            # The first run of each only fills caches.
            times[name] += [taken] if run else []
    floor = min(times["bare starlette + uvicorn"])
    print(f"{'exec to first 200, ms':<28}{'best':>8}{'median':>8}{'x floor':>9}")
    for name, runs in times.items():
        best, middle = min(runs), statistics.median(runs)
        print(f"{name:<28}{best * 1000:>8.0f}{middle * 1000:>8.0f}{best / floor:>9.2f}")


def bare(port: int) -> Sequence[str]:
    return (sys.executable, "-c", BARE, str(port))


def serve(scenario: str, port: int) -> Sequence[str]:
    return (sys.executable, "-m", "mockfapi", "serve", "--port", str(port), "--scenario", scenario, "--quiet")


if __name__ == "__main__":
    main()
