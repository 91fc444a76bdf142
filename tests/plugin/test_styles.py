"""Ways of testing: async, unittest, scripts, several worlds, frozen time."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime

import pytest

import mockfapi

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
MILLISECONDS = int(NOON.timestamp() * 1000)
PLAIN = """
import unittest
import mockfapi

class Signs(unittest.TestCase):
    def setUp(self):
        self.clerk = self.enterContext(mockfapi.world("one_user"))

    def test_the_world_has_people(self):
        self.assertTrue(len(self.clerk.world.users))

    def test_calls_start_empty(self):
        self.assertEqual([], self.clerk.calls())

unittest.main()
"""


def test_async_code_uses_the_same_fixture(clerk):
    """The fixture is synchronous and needs no loop, so it works inside any."""

    async def asked() -> int:
        await asyncio.sleep(0)
        return clerk.browser().get("/v1/environment").status_code

    async def both() -> list[int]:
        return list(await asyncio.gather(asked(), asked()))

    assert [200, 200] == asyncio.run(both())


def test_async_code_waits_in_a_thread(clerk):
    """Waiting for a message does not stop the loop that sends it."""
    clerk.user("ada@engines.test")

    async def journey() -> str:
        waiting = asyncio.create_task(asyncio.to_thread(clerk.outbox.wait, to="ada@engines.test"))
        await asyncio.sleep(0)
        clerk.browser().post("/v1/client/sign_ins", identifier="ada@engines.test", strategy="email_code")
        return (await waiting).to

    assert "ada@engines.test" == asyncio.run(journey())


def test_async_tests_may_ask_for_the_fixture(run):
    """Coroutine tests of anyio get it like any other test."""
    pytest.importorskip("anyio.pytest_plugin")
    source = """
import pytest
@pytest.mark.anyio
async def test_it(clerk): assert clerk.browser().get("/v1/environment").status_code == 200
@pytest.fixture
def anyio_backend(): return "asyncio"
"""

    run(source, "-p", "anyio.pytest_plugin").assert_outcomes(passed=1)


def test_unittest_runs_without_pytest(tmp_path):
    """`enterContext` opens a world for each test; pytest is not even imported."""
    (tmp_path / "it.py").write_text(PLAIN + "\n")
    command = [sys.executable, "-W", "error", str(tmp_path / "it.py")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert 0 == ended.returncode, ended.stderr
    assert "Ran 2 tests" in ended.stderr


def test_unittest_classes_may_take_the_fixture(run):
    """Under pytest, an autouse method hands the world to a TestCase."""
    source = """
import pytest, unittest
@pytest.mark.clerk(scenario="b2b")
class TestIt(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def _clerk(self, clerk): self.clerk = clerk
    def test_it(self): self.assertEqual("b2b", self.clerk.scenario)
"""

    run(source).assert_outcomes(passed=1)


def test_several_worlds_are_open_at_once():
    """Nested worlds differ in keys and people, and close one by one."""
    with mockfapi.world("b2b") as outer, mockfapi.world("empty") as inner:
        outer.user("ada@engines.test")
        inner.close()

        assert (True, False) == (outer.is_open, inner.is_open)
        assert 5 == len(outer.world.users)


def test_a_world_closes_when_its_block_fails():
    """An error inside a `with` block closes the world and goes on."""
    with pytest.raises(ZeroDivisionError), mockfapi.world() as clerk:
        raise ZeroDivisionError

    assert not clerk.is_open


def test_an_unknown_scenario_names_the_nearest():
    """Scripts get an exception that says what was probably meant."""
    with pytest.raises(mockfapi.ScenarioError, match="did you mean 'b2b'"):
        mockfapi.world("b3b")


def frozen_by_freezegun():
    return pytest.importorskip("freezegun").freeze_time(NOON)


def frozen_by_time_machine():
    return pytest.importorskip("time_machine").travel(NOON, tick=False)


@pytest.mark.parametrize("freeze", [frozen_by_freezegun, frozen_by_time_machine])
def test_frozen_time_is_the_time_of_the_world(freeze):
    """freezegun and time-machine move the clock of the process, hence every world; `advance` adds to it."""
    with freeze(), mockfapi.world() as clerk:
        ada = clerk.user("ada@engines.test")

        assert MILLISECONDS == clerk.clock.now == ada.record.created_at
        assert MILLISECONDS + 60_000 == clerk.clock.advance(minutes=1)


@pytest.mark.parametrize("freeze", [frozen_by_freezegun, frozen_by_time_machine])
def test_waiting_ends_in_frozen_time(freeze):
    """A wait for what never comes ends, although no clock moves."""
    with freeze(), mockfapi.world() as clerk, pytest.raises(LookupError, match="nothing was sent"):
        clerk.outbox.wait(timeout=0.05)
