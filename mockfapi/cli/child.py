"""A command beside the mock: started in a process group of its own, waited for, never left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

from click.exceptions import Exit

from mockfapi.cli import console

NOT_FOUND, NOT_RUNNABLE, BY_SIGNAL = 127, 126, 128
FORWARDED = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")
GRACE_S, PAUSE_S = 3.0, 0.02
HAS_GROUPS = os.name == "posix"


class Wish:
    """What signals ask for. Before there is a child they end the program; then the child gets them."""

    def __init__(self) -> None:
        self._child: Child | None = None
        for name in FORWARDED:
            wish = getattr(signal, name, None)
            # What a parent has told us not to hear, such as `nohup`, is not heard.
            if wish is not None and signal.getsignal(wish) is not signal.SIG_IGN:
                signal.signal(wish, self._heard)

    def meant_for(self, child: "Child") -> None:
        self._child = child

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        if self._child is None:
            raise Exit(BY_SIGNAL + number)
        self._child.send(number)


class Child:
    """A running command. It has our terminal, if we had it: Ctrl-C and Ctrl-Z are for the command."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], found: str) -> None:
        self._terminal = _terminal()
        # Minus one is the default: the group that we are in.
        group = 0 if HAS_GROUPS else -1
        self._process = subprocess.Popen(command, executable=found, env=environment, process_group=group)
        self._give_terminal(self._process.pid)

    def send(self, number: int) -> None:
        """Sends a signal to the command and to all that it started in its group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if HAS_GROUPS:
                os.killpg(self._process.pid, number)
            else:
                self._process.terminate()

    def wait(self) -> int:
        """The exit code, as a shell gives it. What is left of the group ends, too."""
        if not HAS_GROUPS:
            return self._wait_here()
        try:
            code = self._wait()
        finally:
            self._end_group()
            self._give_terminal(os.getpgrp())
        return BY_SIGNAL - code if code < 0 else code

    def _wait_here(self) -> int:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return self._process.wait()

    def _wait(self) -> int:
        while True:
            _, status = os.waitpid(self._process.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                self._process.returncode = os.waitstatus_to_exitcode(status)
                return self._process.returncode
            self._rest(os.WSTOPSIG(status))

    def _rest(self, number: int) -> None:
        """It was stopped. If by Ctrl-Z, we stop with it, and go on together when the shell says so."""
        if self._terminal is not None and number == signal.SIGTSTP:
            self._give_terminal(os.getpgrp())
            os.killpg(os.getpgrp(), signal.SIGTSTP)
            # Here we go on. In the background the terminal stays with whoever has it.
            if os.tcgetpgrp(self._terminal) == os.getpgrp():
                self._give_terminal(self._process.pid)
            self.send(signal.SIGCONT)
        elif self._terminal is not None and number in (signal.SIGTTIN, signal.SIGTTOU):
            # It asked for the terminal before it was given; if it still has not got it, it waits for `fg`.
            if os.tcgetpgrp(self._terminal) == self._process.pid:
                self.send(signal.SIGCONT)
            else:
                self._rest(signal.SIGTSTP)

    def _give_terminal(self, group: int) -> None:
        if self._terminal is None:
            return
        with _deaf_to(signal.SIGTTOU), contextlib.suppress(OSError):
            os.tcsetpgrp(self._terminal, group)

    def _end_group(self) -> None:
        """Ends what the command left behind: asks first, then does not ask."""
        for number, patience in ((signal.SIGTERM, GRACE_S), (signal.SIGKILL, GRACE_S)):
            self.send(number)
            self.send(signal.SIGCONT)
            until = time.monotonic() + patience
            while time.monotonic() < until:
                if not self._is_there():
                    return
                time.sleep(PAUSE_S)

    def _is_there(self) -> bool:
        try:
            os.killpg(self._process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True


def executable(command: Sequence[str]) -> str:
    """The file of a command; what cannot be run ends the program as it does in a shell."""
    found = shutil.which(command[0])
    if found is not None:
        return found
    if os.path.exists(command[0]) and os.path.dirname(command[0]):
        console.warn(f"{command[0]}: is no program that can be run")
        raise Exit(NOT_RUNNABLE)
    console.warn(f"{command[0]}: command not found")
    raise Exit(NOT_FOUND)


def started(command: Sequence[str], environment: Mapping[str, str], found: str) -> Child:
    """The command, running."""
    try:
        return Child(command, environment, found)
    except OSError as broken:
        console.warn(f"{command[0]}: {broken.strerror or broken}")
        raise Exit(NOT_RUNNABLE) from None


def _terminal() -> int | None:
    """The terminal that we have and may hand on; None without one, or in the background."""
    if not HAS_GROUPS:
        return None
    for stream in (sys.stdin, sys.stderr, sys.stdout):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            number = stream.fileno()
            if os.isatty(number) and os.tcgetpgrp(number) == os.getpgrp():
                return number
    return None


@contextlib.contextmanager
def _deaf_to(number: int) -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
