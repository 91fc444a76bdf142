"""The program as a whole, and the commands that look into scenarios."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import mockfapi
from mockfapi import scenario
from mockfapi.scenario import schema
from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]


def test_the_version(run: Run) -> None:
    """--version prints it and stops."""
    assert Outcome(0, f"mockfapi {mockfapi.__version__}\n", "") == run("--version")


@pytest.mark.parametrize("command", [[], ["serve"], ["env"], ["ops"], ["scenario"], ["scenario", "check"]])
def test_every_command_explains_itself(run: Run, command: list[str]) -> None:
    """--help of each command says what it is for."""
    outcome = run(*command, "--help")

    assert (0, "") == (outcome.code, outcome.err)
    assert "Usage: mockfapi" in outcome.out


def test_the_module_is_the_command() -> None:
    """`python -m mockfapi` runs the same program; a bad flag is one line and exit code 2 there, too."""
    command = [sys.executable, "-m", "mockfapi", "--nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))


def test_check_says_fine(run: Run) -> None:
    """A line a scenario, and exit code 0 when all of them load."""
    outcome = run("scenario", "check", *scenario.names())

    assert (0, "") == (outcome.code, outcome.err)
    assert [f"scenarios/{name}.yaml: fine" for name in scenario.names()] == [
        line[line.index("scenarios/") :] for line in outcome.out.splitlines()
    ]


def test_check_names_every_fault(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All faults of all files, those of the rules included; what is fine is still said to be."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "keys.yaml").write_text("usres: 1\ninstanc: {}")
    (tmp_path / "rules.yaml").write_text("users:\n  ada: {password: aaaaaaaa}")

    outcome = run("scenario", "check", "keys.yaml", "rules.yaml", "empty")
    lines = outcome.err.splitlines()

    assert (2, 3) == (outcome.code, len(lines))
    assert "mockfapi: keys.yaml:1: usres: is not a key that is known here (did you mean 'users'?)" == lines[0]
    assert lines[2].startswith("mockfapi: rules.yaml:2: users.ada.password: form_password_")
    assert outcome.out.endswith("empty.yaml: fine\n")


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        (
            "user_settings: {password_settings: {min_zxcvbn_strength: 5}}",
            "password_settings.min_zxcvbn_strength",
        ),
        ("display_config: {captcha_provider: riddle}", "display_config.captcha_provider"),
    ],
)
def test_check_refuses_settings_that_no_environment_can_show(
    run: Run, tmp_path: Path, settings: str, where: str
) -> None:
    """What the contract forbids is said with its line, before a page asks for it."""
    file = tmp_path / "odd.yaml"
    file.write_text(f"instance:\n  {settings}\n")
    outcome = run("scenario", "check", str(file))

    assert 2 == outcome.code
    assert ":2: instance." in outcome.err
    assert where in outcome.err


def test_show_lists_people_and_changed_settings(run: Run) -> None:
    """Who is in it, with passwords and organizations, and what differs from a new instance."""
    outcome = run("scenario", "show", "b2b")

    assert 0 == outcome.code
    for word in ("Olga Brandt", "lathe-and-plane-21", "Brandt Workshop (org:admin)"):
        assert word in outcome.out
    assert "organization_settings.max_allowed_memberships │ 50" in outcome.out


def test_schema_prints_the_schema(run: Run) -> None:
    """For editors, and for the committed file."""
    assert Outcome(0, schema.text(), "") == run("scenario", "schema")
