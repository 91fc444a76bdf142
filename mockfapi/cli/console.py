"""Writing to the terminal: plain lines, colours where somebody watches, silence where nobody listens."""

import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 240
COLOUR = re.compile("\033\\[[0-9;]*m")

BOLD, DIM, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"


def say(line: str = "") -> None:
    """A line on stdout, at once. A reader that went away does not end the program."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end


def warn(line: str) -> None:
    """A line on stderr."""
    sys.stderr.write(f"mockfapi: {line}\n")


def aside(line: str = "") -> None:
    """A line on stderr beside the output of somebody else; plain where nobody sees colours."""
    if not sys.stderr.isatty():
        line = COLOUR.sub("", line)
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def watched() -> bool:
    """Whether stdout is a terminal that may be coloured."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def styled(text: str, *styles: str) -> str:
    """The text with colours, if anybody can see them."""
    return f"\033[{';'.join(styles)}m{text}\033[0m" if styles and watched() else text


def harmless(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return "".join(it if it.isprintable() else ascii(it)[1:-1] for it in text)


def prepare() -> None:
    """Makes stdout take any character, whatever the encoding of the terminal."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def paper() -> "Console":
    """Where tables are drawn: as wide as the terminal, or wide enough for everything in a pipe."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)
