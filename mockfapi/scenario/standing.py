"""Puts the `tables` of an exported world into a world: rows as they are, no rule has a say."""

from dataclasses import replace
from typing import Any

from mockfapi.rules import nonces
from mockfapi.scenario import rows
from mockfapi.scenario.fault import ScenarioError, ScenarioFault
from mockfapi.scenario.record import Scenario
from mockfapi.world import World
from mockfapi.world.plain import Form, PlainError
from mockfapi.world.records import Instance
from mockfapi.world.whole import Rest, records


def restore(world: World, scenario: Scenario) -> None:
    """Makes a new world what the exported one was, under its own name and keys. ScenarioError otherwise."""
    given = scenario.document["world"]
    offset, pinned_at = given.get("clock_offset", 0), world.clock.pinned_at
    Rest(given["seed"], offset, pinned_at, given.get("changes", 0), given["draws"]).put(world)
    codec = rows.codec(world.clock.now)
    for name, entries in scenario.document["tables"].items():
        form, table, seen = codec.form(records()[name]), getattr(world, name), dict[str, int]()
        for number, plain in enumerate(entries):
            row = _row(scenario, form, (name, number), plain)
            if row.id in seen:
                text = f"the id {row.id!r} is taken by number {seen[row.id]} of these"
                raise _error(scenario, (name, number, "id"), text)
            seen[row.id] = number
            if isinstance(row, Instance):
                row = replace(row, id=world.keys.instance_id)
            table.put_back(row.id, row)
    nonces.resume(world)


def _row(scenario: Scenario, form: Form, place: tuple[str | int, ...], plain: dict[str, Any]) -> Any:
    of_instance = form.cls is Instance and "settings" not in plain
    try:
        if not of_instance:
            return form.read(plain)
        # Settings in the words of scenarios are merged over those of a new instance.
        return replace(form.read({**plain, "settings": {}}), settings=scenario.settings)
    except PlainError as broken:
        raise _error(scenario, (*place, *broken.path), broken.text) from None


def _error(scenario: Scenario, place: tuple[str | int, ...], text: str) -> ScenarioError:
    way = ("tables", *place)
    node = scenario.tree.at(*way)
    return ScenarioError(ScenarioFault(node.file, node.line, ".".join(map(str, way)), text))
