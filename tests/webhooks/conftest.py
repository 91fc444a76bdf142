"""A world with organizations, and a receiver of webhooks on a port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import mockfapi
from mockfapi.clerk import Clerk


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    """Three organizations and five people."""
    with mockfapi.world("b2b") as opened:
        yield opened


class Receiver(ThreadingHTTPServer):
    """Takes what is posted. `answers` are the statuses of the next ones; afterwards it is content."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.answers: list[int] = []
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.arrived = threading.Condition()
        self.may_answer = threading.Event()
        self.may_answer.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/webhooks?from=clerk"

    def wait(self, count: int) -> list[tuple[str, dict[str, str], bytes]]:
        """Everything that came, once there are so many."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.taken) >= count, timeout=10)
        return self.taken


class Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.may_answer.wait(timeout=10)
        with self.server.arrived:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.server.taken.append((self.path, headers, body))
            status = self.server.answers.pop(0) if self.server.answers else 204
            self.server.arrived.notify_all()
        self.send_response(status)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.may_answer.set()
    made.shutdown()
    thread.join()
    made.server_close()
