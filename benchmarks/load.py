"""Requests a second over HTTP: `wrk` where it is installed, else a loader of our own that is much slower."""

import re
import selectors
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.servers import LOADER_CORE, on_core

UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)\r\n")


@dataclass(frozen=True, slots=True)
class Load:
    """What came back. `p99` is in milliseconds, None where nobody counted."""

    rate: float
    p99: float | None = None


def load(url: str, connections: int, seconds: int, headers: Mapping[str, str]) -> Load:
    """Keeps so many connections busy with GET. An answer that is not 2xx ends the program."""
    if shutil.which("wrk") is not None:
        return _wrk(url, connections, seconds, headers)
    return _sockets(url, connections, seconds, headers)


def _wrk(url: str, connections: int, seconds: int, headers: Mapping[str, str]) -> Load:
    lines = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [*on_core(LOADER_CORE), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *lines]
    told = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{url} refuses:\n{told}")
    rate, p99 = re.search(r"Requests/sec: +([\d.]+)", told), re.search(r"99% +([\d.]+)(us|ms|s)", told)
    assert rate is not None
    assert p99 is not None
    return Load(float(rate[1]), float(p99[1]) * UNITS[p99[2]])


def _sockets(url: str, connections: int, seconds: int, headers: Mapping[str, str]) -> Load:
    host, _, path = url.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")
    head = [f"GET /{path} HTTP/1.1", f"host: {host}", *(f"{key}: {it}" for key, it in headers.items())]
    request = "\r\n".join([*head, "", ""]).encode()
    ready = selectors.DefaultSelector()
    opened = [socket.create_connection((name, int(port))) for _ in range(connections)]
    by_number, missing = {it.fileno(): it for it in opened}, dict.fromkeys(opened, 0)
    for it in opened:
        ready.register(it, selectors.EVENT_READ)
        it.sendall(request)
    answered, begun = 0, time.perf_counter()
    while (taken := time.perf_counter() - begun) < seconds:
        for key, _ in ready.select(timeout=1):
            it = by_number[key.fd]
            missing[it] = _still_missing(it.recv(65_536), missing[it])
            if missing[it] == 0:
                answered += 1
                it.sendall(request)
    for it in opened:
        it.close()
    return Load(answered / taken)


def _still_missing(part: bytes, before: int) -> int:
    """How many bytes of the answer are still to come after this part."""
    if before:
        return before - len(part)
    head, _, body = part.partition(HEAD_END)
    length = LENGTH.search(head + b"\r\n")
    if not part.startswith(b"HTTP/1.1 2") or length is None:
        raise SystemExit(f"the server refuses: {part[:200]!r}")
    return int(length[1]) - len(body)
