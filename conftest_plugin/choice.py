"""Which world a test asked for: marker, then `clerk_config`, then options. Refuses what nobody knows."""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from conftest_plugin.plugin import OPTIONS, chosen_options
from mockfapi import ScenarioError
from mockfapi.clerk import Clerk, engine
from mockfapi.clerk.clock import milliseconds_of
from mockfapi.clerk.reach import mode_of

NAME_LENGTH = 24
UNFIT = re.compile(r"[^a-z0-9]+")


def opened(item: pytest.Item, config: Mapping[str, Any]) -> Clerk:
    """The world of a test. A wrong choice fails the test with one line that says what is wrong."""
    __tracebackhide__ = True
    name, house = _name(item), engine()
    try:
        wanted = chosen(item, config)
        mode = wanted.pop("intercept", "on")
        clerk = house.open(**wanted, name=name if house.is_free(name) else None)
    except (ChoiceError, ScenarioError) as wrong:
        text = str(wrong)
    else:
        if mode != "off":
            clerk.intercept(strict=mode == "strict")
        return clerk
    pytest.fail(text, pytrace=False)


class ChoiceError(Exception):
    """Someone chose what there is not."""


def chosen(item: pytest.Item, config: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments for the world: the marker wins over `clerk_config`, that over options."""
    options, marker = chosen_options(item.config), item.get_closest_marker("clerk")
    if not (options or config or marker) and isinstance(config, Mapping):
        return {}
    root = item.config.inipath.parent if item.config.inipath else item.config.rootpath
    asked = _checked(options, "the options", [root])
    asked |= _checked(config, "the fixture clerk_config", [item.path.parent, root])
    if marker is None:
        return asked
    if marker.args:
        raise ChoiceError("the marker clerk takes named arguments only: clerk(scenario='b2b')")
    return asked | _checked(marker.kwargs, "the marker clerk", [item.path.parent, root])


def check_options(config: pytest.Config, told: Mapping[str, str]) -> None:
    """Refuses options that no world can open with: `pytest.UsageError`."""
    root = config.inipath.parent if config.inipath else config.rootpath
    try:
        asked = _checked(told, "the options", [root])
        engine().scenario(asked.get("scenario", "empty"))
    except (ChoiceError, ScenarioError) as wrong:
        raise pytest.UsageError(str(wrong)) from None


def _checked(given: Mapping[str, Any], where: str, folders: Iterable[Path]) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise ChoiceError(f"{where} gives no mapping of {', '.join(OPTIONS)}, but {given!r}")
    for name in given:
        if name not in OPTIONS:
            close = get_close_matches(str(name), OPTIONS, n=1)
            hint = f" (did you mean {close[0]!r}?)" if close else f"; it knows {', '.join(OPTIONS)}"
            raise ChoiceError(f"{where} knows no {name!r}{hint}")
    found = dict(given)
    if "scenario" in found:
        found["scenario"] = _placed(found["scenario"], where, folders)
    if "seed" in found and not isinstance(found["seed"], int | str):
        raise ChoiceError(f"{where}: a seed is a number or a text, not {found['seed']!r}")
    if found.get("clock") is not None:
        found["clock"] = _moment(found["clock"], where)
    if "intercept" in found:
        found["intercept"] = _mode(found["intercept"], where)
    return found


def _placed(scenario: Any, where: str, folders: Iterable[Path]) -> str:
    """A file beside the test, else beside the configuration; a name stays as it is."""
    if not isinstance(scenario, str | os.PathLike):
        raise ChoiceError(f"{where}: a scenario is a name or a file, not {scenario!r}")
    text = os.fspath(scenario)
    places = [folder / text for folder in folders] if text.endswith((".yaml", ".yml")) else []
    return next((str(place) for place in places if place.is_file()), text)


def _moment(value: Any, where: str) -> int:
    try:
        return milliseconds_of(value)
    except (TypeError, ValueError) as wrong:
        raise ChoiceError(f"{where}: {wrong}") from None


def _mode(value: Any, where: str) -> str:
    try:
        return mode_of(value)
    except ValueError as wrong:
        raise ChoiceError(f"{where}: {wrong}") from None


def _name(node: pytest.Item) -> str:
    """The name of a test's world: the same in every run, so that keys and issuers are too."""
    stem = UNFIT.sub("-", node.name.lower())[:NAME_LENGTH].strip("-")
    return f"{stem or 'test'}-{blake2b(node.nodeid.encode(), digest_size=4).hexdigest()}"
