"""The set-up of Clerk's testing helper runs against the mock, pointed there by an environment variable."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.people import ADA

SETUP = Path(__file__).with_name("setup.cjs")

pytestmark = pytest.mark.clerk(scenario="one_user")


@pytest.fixture
def told(clerk, library) -> dict[str, Any]:
    """What the set-up leaves in the environment of the tests."""
    settings = {**os.environ, **clerk.env, "SOMEBODY": ADA, "NODE_PATH": str(library / "node_modules")}
    done = subprocess.run(
        ["node", str(SETUP)], env=settings, capture_output=True, text=True, check=False, timeout=60
    )
    assert 0 == done.returncode, done.stderr

    # Other libraries greet on the lines before.
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_the_testing_token_is_taken(clerk, told):
    """Requests of the tests carry it; they are answered as without it."""
    reply = clerk.browser().request("GET", "/v1/client", query={"__clerk_testing_token": told["token"]})

    assert 200 == reply.status_code
    assert 200 == clerk.calls("TestingTokens_create")[-1].status
    assert told["host"]


def test_an_agent_is_let_in(clerk, told):
    """The task that the helper made opens a session of the user it names."""
    browser = clerk.browser()
    path = told["url"].removeprefix(clerk.url)
    reply = browser.get(path)
    session = browser.get("/v1/client").json()["response"]["sessions"][0]

    assert 307 == reply.status_code
    assert clerk.user(ADA).id == session["user"]["id"]
