"""Which world a test asked for: marker, then `clerk_config`, then options."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import pytest

from conftest_plugin.plugin import OPTIONS, option

ARGUMENTS = ("scenario", "seed", "clock")


def chosen(request: pytest.FixtureRequest, config: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments for the world. What nobody knows is refused with the nearest name."""
    asked = {name: value for name in OPTIONS if (value := option(request.config, name)) is not None}
    _check(config, "the fixture clerk_config")
    asked |= config
    marker = request.node.get_closest_marker("clerk")
    if marker is None:
        return asked
    if marker.args:
        raise pytest.UsageError("the marker clerk takes named arguments only: clerk(scenario='b2b')")
    _check(marker.kwargs, "the marker clerk")
    return {**asked, **marker.kwargs}


def _check(given: Mapping[str, Any], where: str) -> None:
    for name in given:
        if name not in ARGUMENTS:
            close = get_close_matches(name, ARGUMENTS, n=1)
            hint = f" (did you mean {close[0]!r}?)" if close else f"; it knows {', '.join(ARGUMENTS)}"
            raise pytest.UsageError(f"{where} knows no {name!r}{hint}")
