"""`mockfapi scenario`: checking, showing, and the schema. Loading itself is the scenario package's work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from click.exceptions import Exit

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.cli import console
from mockfapi.scenario import Scenario, ScenarioError
from mockfapi.scenario import schema as scenario_schema
from mockfapi.world.records.settings import Settings


def check(names: list[str]) -> None:
    """A line for each scenario that is fine, a line on stderr for each fault; exit code 2 if there is one."""
    app, broken = App(), False
    for name in names:
        try:
            loaded = scenario.load(name)
            # Rules and contract have the last word: a weak password shows only in a world.
            app.close_world(app.open_world(scenario_name=loaded).name)
        except ScenarioError as error:
            broken = True
            for fault in error.faults:
                console.warn(str(fault))
        else:
            console.say(f"{loaded.file}: fine")
    if broken:
        raise Exit(2)


def schema() -> None:
    console.say(scenario_schema.text().rstrip("\n"))


def show(name: str) -> None:
    """The people, the organizations, and what the instance has otherwise than a new one."""
    loaded = scenario.load(name)
    console.say(f"{console.styled(loaded.name, console.BOLD)}  ({loaded.file})")
    console.say(loaded.description)
    _tabulate("People", ("name", "identifiers", "password", "organizations"), _people(loaded))
    if loaded.crowd:
        console.say(f"and {loaded.crowd} made-up people")
    changed = _differences(asdict(Settings()), asdict(loaded.settings), "")
    _tabulate("Settings other than on a new instance", ("setting", "value"), changed)


def _tabulate(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(*columns, title=title, title_justify="left", title_style="bold")
    for row in rows:
        table.add_row(*map(escape, row))
    if table.row_count:
        console.say()
        console.paper().print(table)


def _people(loaded: Scenario) -> Iterator[tuple[str, ...]]:
    for it in loaded.personas:
        organizations = "\n".join(f"{name} ({role})" for name, role in it.organizations)
        identifiers = "\n".join(filter(None, (it.email_address, it.phone_number, it.username)))
        yield it.full_name, identifiers, it.password or "none", organizations


def _differences(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in after.items():
        here, old = f"{path}{key}", before.get(key)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            yield from _differences(old, value, f"{here}.")
        elif value != old:
            yield here, ", ".join(value) if isinstance(value, tuple) else _as_yaml(value)


def _as_yaml(value: Any) -> str:
    words = {"True": "true", "False": "false", "None": "null"}
    return words.get(str(value), str(value))
