"""`mockfapi serve` and webhooks: the endpoints of a scenario are told, and what came of it is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Serving
from tests.cli.test_serve import SIGN_IN

Serve = Callable[..., Serving]
# Nobody listens there.
URL = "http://127.0.0.1:9/hook"


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    file = tmp_path / "told.yaml"
    file.write_text(f"include: [one_user]\nwebhooks: ['{URL}']\n")
    return str(file)


def test_people_see_every_attempt(serve: Serve, scenario: str) -> None:
    """A line with event, URL and outcome, after the request that nobody had to wait for."""
    mock = serve("--port", "0", "--scenario", scenario)
    base = next(word for word in mock.until("Stop with Ctrl-C.").split() if word.startswith("http://127"))
    mock.ask(f"{base}/v1/client/sign_ins?_is_native=1", SIGN_IN)
    line = mock.until("--> webhook").splitlines()[-1]

    assert f"email.created to {URL}: ConnectionRefusedError" in line


def test_programs_read_every_attempt(serve: Serve, scenario: str) -> None:
    """With --json-logs it is an object."""
    mock = serve("--port", "0", "--scenario", scenario, "--json-logs")
    ready = json.loads(mock.until("ready"))
    mock.ask(f"{ready['url']}/v1/client/sign_ins?_is_native=1", SIGN_IN)
    told = json.loads(mock.until('"webhook"').splitlines()[-1])

    assert ("email.created", URL, 1, None) == tuple(told[it] for it in ("type", "url", "attempt", "status"))
    assert told["error"].startswith("ConnectionRefusedError")


def test_a_scenario_may_not_tell_other_machines_by_accident(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    """The fault names the line; `anywhere: true` allows it."""
    file = tmp_path / "far.yaml"
    file.write_text("webhooks:\n  - url: https://example.com/hook\n")
    refused = run("scenario", "check", str(file))
    file.write_text("webhooks:\n  - url: https://example.com/hook\n    anywhere: true\n")
    allowed = run("scenario", "check", str(file))

    assert (2, 0) == (refused.code, allowed.code)
    assert "far.yaml:2" in refused.err
    assert "another machine" in refused.err
