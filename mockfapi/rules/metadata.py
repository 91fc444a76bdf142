"""Metadata of users, organizations and memberships: whole replacements, deep merges, and their limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from mockfapi.rules import attributes

Metadata = Mapping[str, Any]


def merged(before: Metadata, change: Any, param: str) -> Metadata:
    """The metadata with a change merged in: objects deeply, null takes a key away, all else replaces."""
    patch = attributes.metadata(change, param)
    return attributes.metadata(_merged(before, patch), param)


def _merged(before: Metadata, patch: Metadata) -> dict[str, Any]:
    result = dict(before)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping):
            inner = result.get(key)
            result[key] = _merged(inner if isinstance(inner, Mapping) else {}, value)
        else:
            result[key] = value
    return result


def all_merged(record: Any, changes: Mapping[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    """The kinds of metadata of a record that a change names, each with the change merged in."""
    named = [name for name in kinds if changes.get(name) is not None]
    return {name: merged(getattr(record, name), changes[name], name) for name in named}
