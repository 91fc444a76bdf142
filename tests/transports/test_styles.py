"""The same in every style of test: unittest, async unittest, anyio, plain scripts."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

UNITTEST = """
import asyncio, unittest, httpx, mockfapi

USERS = "https://api.clerk.com/v1/users"
KEY = {"Authorization": "Bearer sk_test_any"}

class Plain(unittest.TestCase):
    def setUp(self):
        self.clerk = self.enterContext(mockfapi.world("one_user", intercept=True))

    def test_users(self):
        self.assertEqual(1, len(httpx.get(USERS, headers=KEY).json()))

    def test_again(self):
        self.clerk.user("grace@compilers.test")
        self.assertEqual(2, len(httpx.get(USERS, headers=KEY).json()))

class Awaiting(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.clerk = self.enterContext(mockfapi.world("one_user", intercept=True))

    async def test_users(self):
        async with httpx.AsyncClient(headers=KEY) as client:
            found = await asyncio.gather(*(client.get(USERS) for _ in range(3)))
        self.assertEqual([1, 1, 1], [len(it.json()) for it in found])

unittest.main()
"""
ANYIO = """
import httpx, pytest

@pytest.fixture(params=BACKENDS)
def anyio_backend(request): return request.param

@pytest.fixture
async def client():
    async with httpx.AsyncClient(headers={"Authorization": "Bearer sk_test_any"}) as it:
        yield it

@pytest.mark.anyio
async def test_it(clerk, client):
    clerk.user("ada@engines.test")
    assert 1 == len((await client.get("https://api.clerk.com/v1/users")).json())
"""


def test_unittest_needs_no_pytest(tmp_path):
    """`enterContext` puts a world in force for each test, also of coroutines."""
    (tmp_path / "it.py").write_text(UNITTEST)
    command = [sys.executable, "-W", "error", str(tmp_path / "it.py")]
    environment = {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    assert 0 == ended.returncode, ended.stderr
    assert "Ran 3 tests" in ended.stderr


def test_coroutine_tests_of_anyio(run):
    """The fixture stands around the loop."""
    pytest.importorskip("anyio.pytest_plugin")

    run(ANYIO.replace("BACKENDS", "['asyncio']"), "-p", "anyio.pytest_plugin").assert_outcomes(passed=1)
