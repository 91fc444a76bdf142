"""README and docs against the code: commands, options, scenarios, keys, counts, links."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockfapi import scenario, spec
from mockfapi.app import App
from mockfapi.cli.commands import program
from mockfapi.scenario.schema import schema
from mockfapi.world.keys import Keys
from tests.house.tree import ROOT, files, text

README = text(Path("README.md")) or ""
CLI = text(Path("docs/CLI.md")) or ""
SCENARIOS = text(Path("docs/SCENARIOS.md")) or ""
CONTROL_API = text(Path("docs/CONTROL.md")) or ""
CONTROL = [f"{it.method} {it.path}" for it in spec.load("control").operations.values()]
DOCS = [path for path in files() if path.suffix == ".md"]
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    yield name, group
    for inner, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{name} {inner}")


PROGRAM = dict(commands(program, "mockfapi"))


def set_up_commands() -> list[str]:
    """The lines of the README's shell blocks that install something."""
    lines = [line for block in SHELL.findall(README) for line in block.splitlines()]
    return [line for line in lines if "install" in line]


def test_two_commands_set_everything_up():
    """One command installs and runs the server, one installs and passes the tests."""
    assert ["mockfapi serve", "pytest -n auto --dist worksteal"] == [
        line.rpartition(" && ")[2] for line in set_up_commands()
    ]


def test_ci_calls_the_command_of_the_readme():
    """What CI runs is, to the letter, what the README tells people to run."""
    script = (ROOT / ".ci/run").read_text().splitlines()

    assert set_up_commands()[1] in script


@pytest.mark.parametrize("name", PROGRAM)
def test_every_command_and_option_is_documented(name: str):
    """docs/CLI.md names every command and every option of the program."""
    options = {
        word
        for parameter in PROGRAM[name].params
        if parameter.param_type_name == "option" and not parameter.hidden
        for word in parameter.opts
        if word.startswith("--")
    }

    assert name.rpartition(" ")[2] in CLI
    assert set() == {option for option in options if f"`{option}`" not in CLI}


@pytest.mark.parametrize("operation", CONTROL, ids=str)
def test_every_control_operation_is_documented(operation: str):
    """docs/CONTROL.md names every operation of the control API with its method."""
    assert f"`{operation}`" in CONTROL_API


@pytest.mark.parametrize("name", scenario.names())
def test_every_scenario_is_introduced(name: str):
    """README and docs/SCENARIOS.md have a line for every shipped scenario."""
    assert f"| `{name}` |" in README
    assert f"| `{name}` |" in SCENARIOS


@pytest.mark.parametrize("section", ["", "User", "Organization", "Role", "RoleSet", "Behaviour", "Instance"])
def test_every_key_of_a_scenario_is_documented(section: str):
    """docs/SCENARIOS.md names every key that the schema allows in a section of people and behaviour."""
    rule = schema()["definitions"][section] if section else schema()

    assert set() == {key for key in rule["properties"] if f"`{key}`" not in SCENARIOS}


@pytest.mark.parametrize("api", ["fapi", "bapi"])
def test_the_readme_counts_modelled_operations(api: str):
    """The numbers under Status are those of this checkout."""
    own = [it for it in App().operations if it.operation.api == api]
    published = [it for it in own if not it.operation.extension]
    added = [it for it in own if it.operation.extension]

    assert f"**{sum(it.modelled for it in published)} of {len(published)}**" in README
    assert all(it.modelled for it in added)
    assert f"**{len(added)}**" in README


def test_the_readme_shows_the_key_that_is_served():
    """The page of the README works against the default world as it stands."""
    assert f'"{Keys.of("default").publishable_key}"' in README


@pytest.mark.parametrize("path", DOCS, ids=str)
def test_links_lead_somewhere(path: Path):
    """Every relative link of a document names a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(path) or "")

    assert [] == [link for link in links if not (ROOT / path.parent / link).exists()]
