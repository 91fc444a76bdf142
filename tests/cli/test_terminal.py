"""`mockfapi run` at a terminal: what is typed is the command's, Ctrl-Z and Ctrl-C included."""

from __future__ import annotations

import os
import pty
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE_S, RUN
from tests.cli.test_run import WAIT

# A shell with job control in a terminal of its own: what people sit at.
READS = f"""
import sys, time
print("ready", flush=True)
print("got", sys.stdin.readline().strip(), flush=True)
{WAIT}
"""


class Terminal:
    """A terminal with an interactive shell in it."""

    def __init__(self, folder: Path) -> None:
        self.seen = ""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            environment = {**os.environ, "PS1": "$ ", "PYTHONPATH": ROOT, "ENV": ""}
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], environment)

    def type(self, text: str) -> None:
        os.write(self.file, text.encode())

    def until(self, wanted: str) -> str:
        """What is shown from here on until a text is."""
        began, limit = len(self.seen), time.monotonic() + PATIENCE_S
        while wanted not in self.seen[began:]:
            assert time.monotonic() < limit, self.seen
            self.seen += os.read(self.file, 4096).decode(errors="replace")
        return self.seen[began:]

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)


ROOT = str(Path(__file__).resolve().parents[2])


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    (tmp_path / "app.py").write_text(READS)
    it = Terminal(tmp_path)
    it.until("$ ")
    yield it
    it.close()


def test_the_command_has_the_terminal(terminal: Terminal) -> None:
    """It reads what is typed, Ctrl-Z stops both, `fg` goes on, Ctrl-C ends both and the shell has it back."""
    terminal.type(f"{' '.join(RUN)} -- {sys.executable} app.py\n")
    terminal.until("ready")
    terminal.type("\x1a")
    terminal.until("Stopped")
    terminal.type("fg\n")
    terminal.until("app.py")
    terminal.type("hello\n")
    terminal.until("got hello")
    terminal.type("\x03")
    terminal.until("$ ")
    terminal.type("echo code=$?; jobs; echo end=$((1+1))\n")
    last = terminal.until("end=2")

    assert "code=130" in last
    assert "mockfapi" not in last
