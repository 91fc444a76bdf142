"""Plain values as YAML that the reader of scenarios (`tree`) reads back as they were. Knows no scenario."""

import json
import re
from functools import cache
from typing import Any

from mockfapi.scenario.tree import JSON_TAG, scalar

# Deeper values, and those that a plain scalar cannot say, are written as JSON.
DEEPEST = 12
WIDTH = 120
LARGEST = 10**18
SURROGATE = re.compile("[\ud800-\udfff]")
# Everything but controls, line breaks of any kind, marks of byte order and what lies beyond the first plane.
ON_ONE_LINE = re.compile("[ -~\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*")
AS_A_BLOCK = re.compile("[!-~\xa1-\u2027](?:[ -~\xa1-\u2027\n]*[!-~\xa1-\u2027])?\n?")


class Json:
    """A value that is written as JSON."""

    def __init__(self, value: Any) -> None:
        self.text = json.dumps(value)


def yaml_of(value: Any) -> str:
    """The YAML of a plain value, keys in their order."""
    import yaml

    written: str = yaml.dump(
        _sayable(value, 0),
        Dumper=_dumper(),
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )
    return written


def _sayable(value: Any, depth: int) -> Any:
    """The value with what YAML has no exact word for as JSON."""
    if isinstance(value, dict | list) and depth > DEEPEST:
        return Json(value)
    if isinstance(value, dict):
        if any(SURROGATE.search(key) for key in value):
            return Json(value)
        return {key: _sayable(inside, depth + 1) for key, inside in value.items()}
    if isinstance(value, list):
        return [_sayable(inside, depth + 1) for inside in value]
    return value if _is_sayable(value) else Json(value)


def _is_sayable(value: Any) -> bool:
    if isinstance(value, str):
        return SURROGATE.search(value) is None
    if isinstance(value, float):
        return repr(scalar(repr(value))) == repr(value)
    return isinstance(value, bool) or not isinstance(value, int) or abs(value) < LARGEST


@cache
def _dumper() -> Any:
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Writes scalars as the reader of scenarios understands them."""

        def ignore_aliases(self, _data: Any) -> bool:
            return True

        def text(self, value: str) -> Any:
            return self.represent_scalar("tag:yaml.org,2002:str", value, style=_style(value))

        def number(self, value: float) -> Any:
            return self.represent_scalar("tag:yaml.org,2002:float", repr(value))

        def json(self, value: Json) -> Any:
            return self.represent_scalar(JSON_TAG, value.text, style="'")

    Dumper.add_representer(str, Dumper.text)
    Dumper.add_representer(float, Dumper.number)
    Dumper.add_representer(Json, Dumper.json)
    return Dumper


def _style(value: str) -> str | None:
    """How a text is quoted; None lets the writer decide."""
    if ON_ONE_LINE.fullmatch(value):
        return None if scalar(value) is value else '"'
    return "|" if AS_A_BLOCK.fullmatch(value) and " \n" not in value else '"'
