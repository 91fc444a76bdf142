"""The shipped scenarios: complete, loadable, repeatable."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.scenario import schema
from tests.scenarios.conftest import open_world

SHIPPED = {"b2b", "demo", "empty", "everything", "fresh_instance", "multi_session", "one_user"}
SCHEMA_FILE = "scenario.schema.json"


def test_the_promised_scenarios_are_there() -> None:
    """Every scenario that the issue asks for is shipped."""
    assert SHIPPED <= set(scenario.names())


@pytest.mark.parametrize("name", scenario.names())
def test_equal_seeds_give_equal_worlds(name: str) -> None:
    """A scenario, a seed and a time make one world, to the byte."""
    loaded = scenario.load(name)

    assert open_world(loaded).digest() == open_world(loaded).digest()


@pytest.mark.parametrize("name", scenario.names())
def test_shipped_passwords_are_within_the_rules(name: str) -> None:
    """What is left out when a shipped scenario opens, because it takes long, is checked here."""
    loaded = scenario.load(name)
    checked = replace(loaded, proven=False)

    assert loaded.proven
    assert open_world(checked).digest() == open_world(loaded).digest()


def test_another_seed_gives_another_world() -> None:
    """Ids follow from the seed."""
    loaded = scenario.load("demo")

    assert open_world(loaded).digest() != open_world(loaded, seed="1").digest()


@pytest.mark.parametrize("name", scenario.names())
def test_a_shipped_file_says_what_it_is_for(name: str) -> None:
    """Comments name the schema to editors and say what the file is for; a sentence describes it."""
    lines = (scenario.folder() / f"{name}.yaml").read_text().splitlines()

    assert f"# yaml-language-server: $schema=./{SCHEMA_FILE}" == lines[0]
    assert lines[1].startswith("# For: ")
    assert scenario.load(name).description.endswith(".")


def test_the_committed_schema_is_fresh() -> None:
    """`mockfapi scenario schema > scenarios/scenario.schema.json` would change nothing."""
    assert schema.text() == (scenario.folder() / SCHEMA_FILE).read_text()


@pytest.mark.parametrize("name", scenario.names())
def test_the_schema_accepts_a_shipped_file(name: str) -> None:
    """A full JSON Schema validator, as editors have one, finds nothing wrong."""
    document = json.loads((scenario.folder() / SCHEMA_FILE).read_text())
    content = yaml.safe_load((scenario.folder() / f"{name}.yaml").read_text())

    assert jsonschema.Draft7Validator(document).is_valid(content)


@pytest.mark.parametrize("name", scenario.names())
def test_no_persona_lives_on_example_com(name: str) -> None:
    """Addresses of personas end in .test, which nobody can own."""
    world = open_world(scenario.load(name))

    assert all(it.email_address.endswith(".test") for it in world.email_addresses)


def test_people_of_the_demo_can_sign_in() -> None:
    """Every persona of the demo has a verified address and a password that is written out."""
    personas = scenario.load("demo").personas
    world = open_world(scenario.load("demo"))

    assert 5 == len(personas)
    assert all(it.email_address and it.password and it.full_name for it in personas)
    for it in personas:
        found = world.email_addresses.first(email_address=it.email_address)
        assert found is not None
        assert found.verification is not None
        assert world.users[found.user_id].password_digest is not None


@pytest.mark.parametrize("name", scenario.names())
def test_personas_sign_in_as_they_are_printed(house: App, name: str) -> None:
    """The addresses and passwords that `serve` prints open a session; only who is banned is turned away."""
    world = house.open_world(f"personas-{name}", scenario_name=name)
    outcomes = {
        house.browser(world)
        .post("/v1/client/sign_ins", strategy="password", identifier=it.email_address, password=it.password)
        .status_code: it.name
        for it in scenario.load(name).personas
        if it.password is not None and it.barred is None
    }
    house.close_world(world.name)

    assert set() == set(outcomes) - {200}


def test_the_roles_of_b2b_keep_and_gain_permissions() -> None:
    """The admin keeps the system permissions and gains the custom one; the new role has only its own."""
    world = open_world(scenario.load("b2b"))
    permissions = {it.key: it.permissions for it in world.roles}
    own = ("org:sys_memberships:read", "org:invoices:read", "org:invoices:manage")

    assert {"org:sys_memberships:manage", "org:invoices:manage"} <= set(permissions["org:admin"])
    assert own == permissions["org:accountant"]


def test_shipped_scenarios_are_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name means the shipped scenario, whatever the current folder holds."""
    (tmp_path / "empty.yaml").write_text("users: 3\n")
    monkeypatch.chdir(tmp_path)

    assert 0 == scenario.load("empty").crowd
    assert 3 == scenario.load("./empty.yaml").crowd
