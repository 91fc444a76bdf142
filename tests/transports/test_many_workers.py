"""Eight workers of pytest-xdist at once: on one server, and each in worlds of its own."""

import os
import subprocess
import sys

import pytest

from mockfapi.app import App
from mockfapi.clerk.live import Live
from tests.house.tree import ROOT

TESTS, WORKERS = 250, 8
# Each test has a world on the one server, and one of its own, by the same name as all others.
SOURCE = """
import os
import httpx, pytest

CLIENT = httpx.Client(timeout=30)

def asked(method, path, body=None, **headers):
    return CLIENT.request(method, os.environ["SHARED_SERVER"] + path, json=body, headers=headers).json()

def people(answer):
    return sorted(it["email_addresses"][0]["email_address"] for it in answer)

@pytest.mark.parametrize("number", range(TESTS))
def test_on_one_server(number):
    world = asked("POST", "/__mockfapi/worlds", {"name": f"test-{number}", "seed": "1"})
    key = {"authorization": f"Bearer {world['secret_key']}"}
    mine = [f"person-{number}-{it}@x.test" for it in range(2)]
    for it in mine:
        asked("POST", "/v1/users", {"email_address": [it], "skip_password_requirement": True}, **key)
    seen = people(asked("GET", "/v1/users", **key))
    asked("POST", f"/w/test-{number}/__mockfapi/reset", {})
    left = people(asked("GET", "/v1/users", **key))
    asked("DELETE", f"/__mockfapi/worlds/test-{number}")
    assert (mine, []) == (seen, left)

@pytest.mark.parametrize("number", range(TESTS))
def test_in_process(clerk, number):
    ada = clerk.user(f"person-{number}@x.test")
    key = {"authorization": "Bearer sk_test_any"}
    users = CLIENT.get("https://api.clerk.com/v1/users", headers=key).json()
    assert [ada.id] == [it["id"] for it in users]
    assert ["Users_listSortedByCreationDate"] == [it.operation_id for it in clerk.calls()]
"""


@pytest.fixture
def server():
    """One server for everybody."""
    live = Live(App())
    yield live.url
    live.stop()


def test_eight_workers_do_not_interfere(server, tmp_path):
    """Five hundred tests pass; each saw its own people and nobody else."""
    (tmp_path / "test_it.py").write_text(f"TESTS = {TESTS}\n{SOURCE}")
    inner = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "CLERK_"))}
    inner |= {"SHARED_SERVER": server, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    plugins = ["-p", "xdist", "-p", "conftest_plugin.plugin", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS), *plugins, "test_it.py"]
    ended = subprocess.run(
        command, cwd=tmp_path, env=inner, capture_output=True, text=True, timeout=300, check=False
    )

    assert f"{2 * TESTS} passed" in ended.stdout, ended.stdout[-3000:] + ended.stderr[-3000:]
