"""What a fresh process loads: nothing heavy before somebody needs it."""

import json
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

HEAVY = ("cryptography", "email_validator", "faker", "jsonschema", "jwt", "phonenumbers", "yaml", "zxcvbn")

FIRST_REQUEST = """
import json, sys
from mockfapi.app import App
from mockfapi.rules import instance
from mockfapi.world import World
app = App()
world = World()
instance.found(world)
app.worlds.add(world)
status = app.browser().get("/v1/health").status_code
print(json.dumps([status, sorted(name for name in sys.modules if "." not in name)]))
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The top-level modules that a process holds after its first request."""
    run = subprocess.run(
        [sys.executable, "-c", FIRST_REQUEST], cwd=ROOT, capture_output=True, text=True, check=True
    )
    status, names = json.loads(run.stdout)
    assert 200 == status
    return set(names)


@pytest.mark.parametrize("library", HEAVY)
def test_the_first_request_loads_nothing_heavy(loaded: set[str], library: str):
    """A library that most runs do not need is imported where it is first needed."""
    assert library not in loaded
