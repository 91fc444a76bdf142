"""What users get: a schema that is bound to their world, and the examples of docs/CONTRACT_TESTS.md."""

import re
import subprocess
import sys

import pytest

pytest.importorskip("schemathesis", reason="pip install '.[fuzz]'")

import mockfapi
from tests.house.tree import ROOT
from tests.people import ADA, sign_in

PAGE = (ROOT / "docs/CONTRACT_TESTS.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ME = "/v1/me"


@pytest.fixture
def clerk():
    with mockfapi.world("one_user") as opened:
        yield opened


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_the_page_pass(number, tmp_path):
    """Each Python block is a test file that passes as it stands."""
    path = tmp_path / f"test_example_{number}.py"
    path.write_text(EXAMPLES[number], "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", path]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == run.returncode, run.stdout + run.stderr
    assert "passed" in run.stdout


def test_a_browser_lends_its_cookies(clerk):
    """Who is signed in on the browser is signed in for the schema; without a browser nobody is."""
    browser = clerk.browser()
    sign_in(browser)
    signed_in = mockfapi.schema("fapi", clerk, browser=browser)[ME]["GET"].Case().call()
    anonymous = mockfapi.schema("fapi", clerk)[ME]["GET"].Case().call()

    assert 200 == signed_in.status_code
    assert ADA in signed_in.text
    assert 401 == anonymous.status_code


def test_requests_find_the_world_as_it_was(clerk):
    """What one request did is gone before the next one, unless it shall stay."""
    path = "/v1/client/sign_ins"
    for fresh, kept in ((True, 1), (False, 2)):
        operation = mockfapi.schema("fapi", clerk, fresh=fresh)[path]["POST"]
        before = len(clerk.world.sign_ins)
        for _ in range(2):
            operation.Case(body={"identifier": ADA}, media_type="application/x-www-form-urlencoded").call()

        assert before + kept == len(clerk.world.sign_ins)


def test_worlds_that_requests_open_are_closed_again(clerk):
    """Also behind the scenes: no world and no snapshot of one case is there in the next."""
    schema = mockfapi.schema("control", clerk)
    before = mockfapi.world("empty", name="bystander")
    own = {"world_name": clerk.name}
    assert 200 == schema["/__mockfapi/worlds"]["POST"].Case(body={"name": "stranger"}).call().status_code
    assert 200 == schema["/__mockfapi/snapshots"]["POST"].Case(body={"name": "extra"}).call().status_code
    deleting = schema["/__mockfapi/worlds/{world_name}"]["DELETE"].Case(path_parameters=own)

    assert [200, 200] == [deleting.call().status_code, deleting.call().status_code]
    names = [it["name"] for it in clerk.browser().get("/__mockfapi/worlds").json()["data"]]
    assert {clerk.name, "bystander"} == {clerk.name, "bystander"} & {*names}
    assert "stranger" not in names
    assert "extra" not in clerk.snapshots
    before.close()


def test_only_modelled_operations_are_offered(clerk):
    """Those that answer 501 are no use to a fuzzer."""
    found = mockfapi.schema("fapi", clerk).get_all_operations()
    offered = {it.ok().definition.raw["operationId"] for it in found}
    modelled = {it.operation.id for it in clerk._engine.app.operations if it.modelled}

    assert offered <= modelled
    assert "getUser" in offered


def test_configuration_is_schemathesis_own(clerk):
    """A section that is given replaces ours."""
    loaded = mockfapi.schema("bapi", clerk, config={"seed": 7, "generation": {"max-examples": 3}})

    assert (7, 3) == (loaded.config.seed, loaded.config.generation.max_examples)


def test_an_unknown_api_is_told(clerk):
    """A misspelled API is an error that names it."""
    with pytest.raises(ValueError, match="no 'dashboard' contract"):
        mockfapi.schema("dashboard", clerk)
