"""Options as people type them. Imports nothing of mockfapi: a run without a world does not pay for one."""

from collections.abc import Iterable
from difflib import get_close_matches

import pytest

from conftest_plugin.plugin import OPTIONS

PREFIX = "--clerk-"


def check_spelling(args: Iterable[str]) -> None:
    """Refuses what is nearly an option of ours. Other plugins may have options that begin like these."""
    for word in (arg.partition("=")[0] for arg in args if arg.startswith(PREFIX)):
        name = word.removeprefix(PREFIX)
        if name not in OPTIONS and (close := get_close_matches(name, OPTIONS, n=1)):
            raise pytest.UsageError(f"there is no option {word} (did you mean {PREFIX}{close[0]}?)")
