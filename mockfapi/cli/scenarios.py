"""`mockfapi scenario`: checking, showing, and the schema. Loading itself is the scenario package's work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.exceptions import Exit

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.cli import console
from mockfapi.cli.failure import CommandError
from mockfapi.scenario import Scenario, ScenarioError
from mockfapi.scenario import schema as scenario_schema
from mockfapi.world.records.settings import Settings

if TYPE_CHECKING:
    from mockfapi.cli.fetch import Source


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


def export(source: "Source", file: str | None) -> None:
    """Prints a world of a running mock as a scenario file, or writes it to a file that is not there yet."""
    from mockfapi.cli import fetch

    written = fetch.exported(source)
    if file is None:
        console.say(written.rstrip("\n"))
        return
    try:
        with Path(file).open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(written)
    except FileExistsError:
        raise CommandError(f"{file} is there already; remove it first, or take another name") from None
    except OSError as broken:
        raise CommandError(f"cannot write {file}: {broken.strerror or broken}") from None
    console.say(f"{file}: {source.world} of {source.url}")


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
        password = it.password or ("unknown: only its digest was exported" if it.is_unknown else "none")
        yield it.full_name, identifiers, password, organizations


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
