"""`mockfapi ops`: what the contracts hold, what is modelled, where it lives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    outcome = run("ops", "--json", *arguments)
    assert 0 == outcome.code

    found: list[dict[str, Any]] = json.loads(outcome.out)
    return found


def test_all_operations_are_listed(run: Run) -> None:
    """Both of Clerk's contracts, whole; our own control API only when asked for."""
    found = listed(run)
    apis = [it["api"] for it in found if not it["extension"]]

    assert (175, 109) == (apis.count("fapi"), apis.count("bapi"))
    assert {"control"} == {it["api"] for it in listed(run, "--api", "control")}


def test_missing_ones_are_the_complement(run: Run) -> None:
    """--missing lists exactly those that are not modelled."""
    every, missing = listed(run), listed(run, "--missing")

    assert [it for it in every if not it["modelled"]] == missing


@pytest.mark.parametrize("tag", ["sign_ins", "Sign Ins", "SIGN INS"])
def test_a_tag_is_found_by_its_name_or_group(run: Run, tag: str) -> None:
    """Tags as the contract writes them and groups as our modules are named."""
    found = listed(run, "--tag", tag, "--api", "fapi")

    assert {"sign_ins"} == {it["group"] for it in found}
    assert "createSignIn" in [it["id"] for it in found]


def test_the_table_is_for_people(run: Run) -> None:
    """A line an operation with group, method, path, id and state, and the totals at the end."""
    outcome = run("ops", "--tag", "sign_ins")
    (line,) = [line for line in outcome.out.splitlines() if " createSignIn " in line]

    assert ["fapi", "sign_ins", "POST", "/v1/client/sign_ins", "createSignIn", "yes"] == line.split()
    assert " modelled" in outcome.out.splitlines()[-1]


def test_one_operation_shows_where_it_lives(run: Run) -> None:
    """Handler, rules, views, parameters and statuses of one operation."""
    outcome = run("ops", "attemptSignInFactorOne", "--json")
    found = json.loads(outcome.out)

    assert "mockfapi.fapi.sign_ins:attempt_first_factor" == found["handler"]
    assert "mockfapi.rules.sign_ins:attempt_first_factor" in found["rules"]
    assert "mockfapi.rules.sign_ins:of_client" in found["rules"]
    assert ["mockfapi.views.sign_in:sign_in"] == found["views"]
    assert "sign_in_id" in [it["name"] for it in found["parameters"]]
    assert "strategy*" in found["bodies"]["application/x-www-form-urlencoded"]
    assert {200, 422} <= set(found["statuses"])


def test_one_operation_for_people(run: Run) -> None:
    """The same in words."""
    lines = run("ops", "createSignIn").out.splitlines()

    assert "createSignIn  POST /v1/client/sign_ins  (modelled)" == lines[0]
    assert "  handler     mockfapi.fapi.sign_ins:create" in lines


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["createSinIn"], "did you mean 'createSignIn'?"),
        (["zzzzzz"], "`mockfapi ops` lists all"),
        (["--tag", "Sesions"], "did you mean 'Sessions'?"),
        (["--api", "napi"], "'napi' is no API"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(run: Run, arguments: list[str], says: str) -> None:
    """One line, exit code 2."""
    outcome = run("ops", *arguments)

    assert (2, "", 1) == (outcome.code, outcome.out, outcome.err.count("\n"))
    assert says in outcome.err
