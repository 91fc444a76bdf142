"""A live world as the text of a scenario file that loads back to an equal one."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mockfapi import errors
from mockfapi.scenario import check, moments, rows, tree, writing
from mockfapi.scenario.grammar import Json
from mockfapi.scenario.settings import settings_of
from mockfapi.world import TABLES, World
from mockfapi.world.keys import Keys
from mockfapi.world.plain import Codec
from mockfapi.world.records.settings import Settings
from mockfapi.world.whole import Rest, records

HEAD = """\
# For: going on where a world stood. Written by an export: every row as it was, ids and times included.
# Load it like any scenario. What may be edited: docs/STATE.md
"""


def text(world: World, begun_with: str | None = None) -> str:
    """The file, as text. `begun_with` names the scenario that the world started from.

    A world that needs more bytes than a scenario file may have is refused.
    """
    world.wake()
    written = HEAD + writing.yaml_of(_document(world, begun_with))
    if len(written.encode()) > tree.MAX_EXPORT:
        raise errors.world_too_large(limit=tree.MAX_EXPORT)
    return written


def _document(world: World, begun_with: str | None) -> Json:
    rest = Rest.of(world)
    begun = f", begun with the scenario {begun_with}" if begun_with else ""
    found: Json = {
        "description": f"The world {world.name} as it stood at {moments.text(world.clock.now)}{begun}."
    }
    if rest.pinned_at is not None:
        found["clock"] = moments.text(rest.pinned_at)
    found["world"] = {
        "name": world.name,
        "seed": rest.seed,
        "clock_offset": rest.offset,
        "changes": rest.changes,
        "draws": dict(rest.draws),
    }
    words = _words(world.instance.settings)
    found["instance"] = _keys(world) | (words or {})
    found["tables"] = _tables(world, rows.codec(), in_words=words is not None)
    return found


def _tables(world: World, codec: Codec, *, in_words: bool) -> Json:
    """The rows of every table that has any, oldest first."""
    found: Json = {}
    for name in TABLES:
        form = codec.form(records()[name])
        if entries := [form.write(row) for row in getattr(world, name)]:
            found[name] = entries
    for plain, row in zip(found["instances"], world.instances, strict=True):
        plain["settings"] = codec.form(Settings).write(row.settings)
        if in_words:
            del plain["settings"]
    return found


def _keys(world: World) -> Json:
    """Those keys that do not follow from the name of the world."""
    usual = Keys.of(world.name)
    pairs = {name: getattr(world.keys, name) for name in ("frontend_api", "secret_key")}
    return {name: value for name, value in pairs.items() if value != getattr(usual, name)}


def _words(settings: Settings) -> Json | None:
    """What `instance` has to say for these settings; None where it cannot say it."""
    words = _differences(Settings(), settings)
    valid = not check.faults(tree.grown({"instance": words}, "", 1))
    return words if valid and repr(settings_of(words)) == repr(settings) else None


def _differences(before: Any, after: Any) -> Json:
    found: Json = {}
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if repr(old) == repr(new):
            continue
        if is_dataclass(new):
            found[field.name] = _differences(old, new)
        elif isinstance(new, Mapping):
            found[field.name] = _additions(old, new)
        else:
            found[field.name] = list(new) if isinstance(new, tuple) else new
    return found


def _additions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Json:
    """What is other than before in a mapping; what is gone cannot be said."""
    return {key: value for key, value in after.items() if key not in before or before[key] != value}
