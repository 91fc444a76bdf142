"""What is wrong with a scenario: where it stands, what it is, what was probably meant. Knows no YAML."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from mockfapi.frozen import dataclass

CLOSE_ENOUGH = 0.55
SHOWN = 60


@dataclass(frozen=True, slots=True)
class ScenarioFault:
    """One thing that is wrong. `path` is the dotted way of keys, empty for the file as a whole."""

    file: str
    line: int | None
    path: str
    text: str
    nearest: str | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        words = [place, self.path, self.text] if self.path else [place, self.text]
        meant = f" (did you mean {self.nearest!r}?)" if self.nearest else ""
        return ": ".join(words) + meant


class ScenarioError(Exception):
    """A scenario that cannot be used: one fault or more, in the order of the file."""

    def __init__(self, *faults: ScenarioFault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        more = len(self.faults) - 1
        return str(self.faults[0]) + (f" (and {more} more)" if more else "")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None when none is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=CLOSE_ENOUGH)
    return close[0] if close else None


def shown(value: Any) -> str:
    """A short form of a value for a message."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
