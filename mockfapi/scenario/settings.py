"""The `instance` part of a scenario over the settings of a new instance, field by field. Defines none."""

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from typing import Any, TypeVar

from mockfapi.scenario.moments import duration
from mockfapi.world.records.settings import Settings

# Short forms of `instance`, and where they end up. None: no setting but part of the keys of the world.
SHORTHANDS: Mapping[str, tuple[str, str] | None] = {
    "application_name": ("display_config", "application_name"),
    "frontend_api": None,
    "secret_key": None,
}

D = TypeVar("D")


def settings_of(instance: Mapping[str, Any]) -> Settings:
    """The settings that a checked `instance` mapping stands for."""
    given = {key: value for key, value in instance.items() if key not in SHORTHANDS}
    for short, way in SHORTHANDS.items():
        if way is not None and short in instance:
            section, name = way
            given[section] = {name: instance[short], **given.get(section, {})}
    return _over(Settings(), given)


def deep_merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Both mappings in one; where both have a value that is no mapping, `over` wins."""
    result = dict(base)
    for key, value in over.items():
        before = result.get(key)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        result[key] = deep_merged(before, value) if both else value  # type: ignore[arg-type]
    return result


def _over(default: D, given: Mapping[str, Any]) -> D:
    changed = {name: _value(default, name, value) for name, value in given.items()}
    return replace(default, **changed)  # type: ignore[type-var]


def _value(owner: Any, name: str, value: Any) -> Any:
    before = getattr(owner, name)
    if is_dataclass(before):
        return _over(before, value)
    if isinstance(before, tuple):
        return tuple(value)
    if isinstance(before, Mapping):
        return deep_merged(before, value)
    if isinstance(before, int) and isinstance(value, str):
        return duration(value)
    return value
