"""Processes that answer: mockfapi, and the bare Starlette apps that it is held against. All on loopback."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

PATIENCE_S = 20.0
ROOT = Path(__file__).parents[1]
# An installed program keeps its bytecode.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
SERVER_CORE, LOADER_CORE = 0, 1


@dataclass(frozen=True, slots=True)
class Running:
    """A server that has answered. `seconds` is the time from exec to its first 200."""

    port: int
    pid: int
    seconds: float


def bare(kind: str = "health", body: str = "") -> Sequence[str]:
    """A bare Starlette app on uvicorn: `kind` says how it makes its answer, `body` is a file with JSON."""
    return (sys.executable, str(ROOT / "benchmarks" / "floor.py"), "{port}", kind, body)


def mock(scenario: str, *, checked: bool = True) -> Sequence[str]:
    """`mockfapi serve`, with every check of the contract or with none."""
    program = "mockfapi" if checked else "benchmarks.unchecked"
    options = ("serve", "--port", "{port}", "--scenario", scenario, "--quiet")
    return (sys.executable, "-m", program, *options)


@contextmanager
def running(command: Sequence[str], *, pinned: bool = False) -> Iterator[Running]:
    """Starts a server on a free port, waits for its first 200, and ends it. Pinned servers share no core
    with the loader."""
    port = free_port()
    told = [*(on_core(SERVER_CORE) if pinned else ()), *(it.format(port=port) for it in command)]
    begun = time.perf_counter()
    with subprocess.Popen(told, cwd=ROOT, stdout=subprocess.DEVNULL, env=ENVIRONMENT) as server:
        try:
            while not _answers(port):
                if server.poll() is not None or time.perf_counter() - begun > PATIENCE_S:
                    raise SystemExit(f"{' '.join(told)[:120]} did not answer")
                time.sleep(0.001)
            yield Running(port, server.pid, time.perf_counter() - begun)
        finally:
            server.terminate()


def on_core(core: int) -> Sequence[str]:
    """The words that keep a command on one core, where there are two and the system can do it."""
    able = shutil.which("taskset") is not None and (os.cpu_count() or 1) > 1
    return ("taskset", "-c", str(core)) if able else ()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/v1/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
