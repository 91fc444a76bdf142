"""The mock as its users run it: a process of its own, asked about itself over HTTP only."""

from __future__ import annotations

import base64
import json
import os
import shlex
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from threading import Event, Thread
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

PATIENCE_S = 20.0


class Mock:
    """One `mockfapi serve` process on a fixed free port, which can be restarted in place."""

    def __init__(self, scenario: str, *options: str) -> None:
        self.scenario = scenario
        self._options = options
        self.port = _free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.publishable_key = self._environment()["CLERK_PUBLISHABLE_KEY"]
        self._opener = build_opener(ProxyHandler({}))
        self._process: subprocess.Popen[str] | None = None
        self._reader: Thread | None = None
        self._printed: deque[str] = deque(maxlen=40)

    @property
    def issuer(self) -> str:
        """The `iss` of the tokens: the host that the publishable key names."""
        encoded = self.publishable_key.split("_")[2]
        return "https://" + base64.b64decode(encoded + "==").decode().removesuffix("$")

    @property
    def printed(self) -> str:
        """The last lines that the process printed."""
        return "".join(self._printed)

    def start(self) -> None:
        """Start the process and return when it answers."""
        ended = Event()
        self._process = _run_mockfapi(
            [
                *("serve", "--port", str(self.port), "--scenario", self.scenario),
                *("--json-logs", *self._options),
            ]
        )
        self._reader = Thread(target=self._listen, args=(self._process, ended), daemon=True)
        self._reader.start()
        for _ in range(int(PATIENCE_S / 0.05)):
            if self._is_up():
                return
            if ended.wait(0.05):
                break
        self.stop()
        raise RuntimeError(f"the server did not come up; it printed:\n{self.printed}")

    def stop(self) -> None:
        """End the process and wait until its port is free again."""
        if self._process is None or self._reader is None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._process = None

    def kill(self) -> None:
        """End the process without a word, and wait until its port is free again."""
        if self._process is not None and self._reader is not None:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            self._process = None

    def restart(self) -> None:
        """A new process on the same port: what a developer does after changing a scenario."""
        self.stop()
        self.start()

    def reset(self) -> None:
        """Put the world back to what its scenario says."""
        self.ask("POST", "/__mockfapi/reset")

    def code_sent_to(self, address: str) -> str:
        """The code in the newest message to an address."""
        messages: list[dict[str, Any]] = self.ask("GET", "/__mockfapi/outbox")["data"]
        codes = [message["code"] for message in messages if message["to"] == address and message["code"]]
        if not codes:
            raise LookupError(f"nothing with a code was sent to {address}; the outbox holds {messages}")
        return str(codes[-1])

    def link_sent_to(self, address: str) -> str:
        """The link in the newest message to an address."""
        messages: list[dict[str, Any]] = self.ask("GET", "/__mockfapi/outbox")["data"]
        links = [message["link"] for message in messages if message["to"] == address and message["link"]]
        if not links:
            raise LookupError(f"nothing with a link was sent to {address}; the outbox holds {messages}")
        return str(links[-1])

    def ask(self, method: str, path: str) -> Any:
        """One request to the mock from outside the browser; the decoded JSON of its answer."""
        body = b"{}" if method == "POST" else None
        request = Request(self.origin + path, data=body, method=method)
        request.add_header("Content-Type", "application/json")
        with self._opener.open(request, timeout=PATIENCE_S) as answer:
            return json.loads(answer.read() or b"null")

    def _is_up(self) -> bool:
        try:
            self.ask("GET", "/__mockfapi/health")
        except (URLError, ConnectionError):
            return False
        return True

    def _listen(self, process: subprocess.Popen[str], ended: Event) -> None:
        # The pipe is always emptied, or the server would block on a full one.
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self._printed.append(line)
        ended.set()

    def _environment(self) -> Mapping[str, str]:
        process = _run_mockfapi(["env", "--port", str(self.port), "--scenario", self.scenario])
        printed, _ = process.communicate(timeout=PATIENCE_S)
        if process.returncode != 0:
            raise RuntimeError(f"`mockfapi env` failed:\n{printed}")
        pairs = (word.partition("=") for word in shlex.split(printed, comments=True))
        return {name: value for name, _, value in pairs}


def _run_mockfapi(arguments: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mockfapi", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
