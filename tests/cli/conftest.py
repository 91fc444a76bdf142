"""What the tests of the command line share: running a command here, `serve` and `run` as processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE
from threading import Timer
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from mockfapi.cli import main

RUN = [sys.executable, "-m", "mockfapi", "run", "--port", "0", "--scenario", "one_user"]
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs a command in this process."""

    def command(*arguments: str) -> Outcome:
        code = main(arguments)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return command


class Serving:
    """`mockfapi serve` as a process; a watchdog ends it when it outlives its test."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mockfapi", "serve", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        self.watchdog = Timer(PATIENCE_S, self.process.kill)
        self.watchdog.start()

    def until(self, wanted: str) -> str:
        """Everything that is printed up to the first line with a text in it."""
        assert self.process.stdout is not None
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line)
            if wanted in line:
                return "".join(lines)
        raise AssertionError(f"{wanted!r} was not printed, but\n{''.join(lines)}{self.rest().err}")

    def ask(self, url: str, form: str | None = None) -> int:
        """The status of a request: GET, or POST with a form."""
        request = Request(url, data=None if form is None else form.encode())
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE_S) as answer:
                answer.read()
                return int(answer.status)
        except HTTPError as refusal:
            with refusal:
                return refusal.code

    def hang_up(self) -> None:
        """Stops listening to what it prints."""
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process.stdout = None

    def stop(self, with_signal: int) -> Outcome:
        """Sends a signal and waits for the end."""
        self.process.send_signal(with_signal)
        return self.rest()

    def rest(self) -> Outcome:
        """What is printed until the process ends by itself."""
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return Outcome(self.process.returncode, out, err)


@pytest.fixture
def serve() -> Iterator[Callable[..., Serving]]:
    """Starts `mockfapi serve` with arguments."""
    started: list[Serving] = []

    def start(*arguments: str) -> Serving:
        started.append(Serving(*arguments))
        return started[-1]

    yield start
    for it in started:
        it.watchdog.cancel()
        if it.process.poll() is None:
            it.process.kill()
        it.process.communicate()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `mockfapi run` in an empty folder, the pieces of its command as arguments."""
    started: list[tuple[subprocess.Popen[str], Timer]] = []

    def begin(*arguments: str, **more: object) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.getcwd()}
        streams: dict[str, Any] = {
            "stdin": DEVNULL,
            "stdout": PIPE,
            "stderr": PIPE,
            "env": environment,
            **more,
        }
        process = subprocess.Popen([*RUN, *arguments], cwd=tmp_path, text=True, **streams)
        watchdog = Timer(PATIENCE_S, process.kill)
        watchdog.start()
        started.append((process, watchdog))
        return process

    yield begin
    for process, watchdog in started:
        watchdog.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()
