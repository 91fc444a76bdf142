"""Records as the `tables` of scenario files hold them: times as dates, and the schema of every record."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from mockfapi.scenario import moments
from mockfapi.scenario.grammar import DURATIONS, Json, entry, ref
from mockfapi.world.plain import Codec, PlainError, Way
from mockfapi.world.records.settings import Settings
from mockfapi.world.whole import records

NAMES: Mapping[Any, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}
NULL: Json = {"type": "null"}
TIMES = (int, int | None)
# Fields that hold what opens something. No error message repeats them.
SECRETS = (
    "access_token",
    "custom_signing_key",
    "password_digest",
    "rotating_token",
    "secret",
    "secret_key",
    "token",
)
KEY: Json = {
    "type": "string",
    "writeOnly": True,
    "pattern": "^(?!(sk|pk)_live_)[\\s\\S]*$",
    "title": "a key of the mock's own, never a live key",
}
SETTINGS: Json = {"type": "object", "description": "In full; by default those under `instance`."}
BASE64: Json = {"type": "string", "pattern": "^[A-Za-z0-9+/=]*$", "title": "bytes in base64"}


def codec(now: int = 0) -> Codec:
    """Writes and reads records in the words of scenarios; times that are relative go by `now`."""
    return Codec(partial(_way, now))


def _way(now: int, name: str, hint: Any) -> Way | None:
    if name.endswith("_at") and hint in TIMES:
        return Way(_date, partial(_moment, now))
    if name.endswith(DURATIONS) and hint is int:
        return Way(None, _duration)
    return None


def _date(at: int | None) -> str | int | None:
    return None if at is None else moments.text(at)


def _moment(now: int, given: Any) -> int | None:
    if given is None:
        return None
    try:
        return moments.moment(given, now)
    except ValueError as broken:
        raise PlainError(str(broken)) from None


def _duration(given: Any) -> int:
    try:
        return moments.duration(given)
    except ValueError as broken:
        raise PlainError(str(broken)) from None


@cache
def definitions() -> Json:
    """The schema of `tables` and of each record, by the names that the schema of scenarios refers to."""
    known: Json = {}
    tables = {name: {"type": "array", "items": _reference(kind, known)} for name, kind in records().items()}
    known["Tables"] = entry(tables, "Rows of a world as they are, written by an export; oldest first.")
    return dict(sorted(known.items()))


def _reference(cls: type, known: Json) -> Json:
    name = f"{cls.__name__}Record"
    if name not in known:
        known[name] = {}
        known[name] = _of_class(cls, known)
    return ref(name)


def _of_class(cls: Any, known: Json) -> Json:
    hints = get_type_hints(cls)
    properties = {it.name: _of_field(it.name, hints[it.name], known) for it in fields(cls)}
    required = tuple(
        it.name
        for it in fields(cls)
        # Settings stand under `instance`, as in every scenario.
        if it.default is MISSING and it.default_factory is MISSING and hints[it.name] is not Settings
    )
    return entry(properties, " ".join((cls.__doc__ or "").partition("\n")[0].split()), required)


def _of_field(name: str, hint: Any, known: Json) -> Json:
    if isinstance(hint, UnionType):
        (kind,) = [it for it in get_args(hint) if it is not NoneType]
        found = _of_field(name, kind, known)
        return {**found, "type": [found["type"], "null"]} if "type" in found else {"anyOf": [found, NULL]}
    if hint in NAMES:
        return _of_scalar(name, hint)
    if is_dataclass(hint):
        return SETTINGS if hint is Settings else _reference(hint, known)  # type: ignore[arg-type]
    return BASE64 if hint is bytes else _of_many(hint, known)


def _of_scalar(name: str, hint: type) -> Json:
    if name.endswith("_at") and hint is int:
        return ref("moment")
    return KEY if hint is str and name in SECRETS else {"type": NAMES[hint]}


def _of_many(hint: Any, known: Json) -> Json:
    inside = get_args(hint)
    if get_origin(hint) is tuple:
        same = inside[-1] is Ellipsis
        return {"type": "array", "items": _of_field("", inside[0], known)} if same else {"type": "array"}
    others: Any = True if inside[1] is Any else _of_field("", inside[1], known)
    return {"type": "object", "additionalProperties": others}
