"""A change of the journal, with its record before and after. Digests are hidden, codes are not."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mockfapi.views.lens import Json
from mockfapi.world.journal import Change

HIDDEN = "password_digest"


def change(it: Change) -> Json:
    return {
        "object": "change",
        "number": it.number,
        "at": it.at,
        "operation": it.operation,
        "table": it.table,
        "id": it.id,
        "kind": it.kind,
        "before": plain(it.before),
        "after": plain(it.after),
    }


def plain(value: Any) -> Any:
    """A record, or a part of one, as JSON."""
    if is_dataclass(value):
        return {it.name: _shown(it.name, getattr(value, it.name)) for it in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(it) for name, it in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(it) for it in value)
    if isinstance(value, list | tuple):
        return [plain(it) for it in value]
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _shown(name: str, value: Any) -> Any:
    return "hidden" if name == HIDDEN and value is not None else plain(value)
