"""What a failing test shows, and worlds among many workers."""

import pytest

FAILING = """
import mockfapi, pytest, unittest

def asks(clerk):
    browser = clerk.browser()
    browser.post("/v1/client/sign_ins", identifier="olga@workshop.test", strategy="email_code")
    browser.get("/v1/nowhere")
    assert False, "on purpose"
"""
SHOWN = [
    "*mockfapi calls of <Clerk *'b2b'*",
    "200 POST   /v1/client/sign_ins  createSignIn  created clients, sign_ins, messages",
    "404 GET    /v1/nowhere  no operation  resource_not_found*",
    "*mockfapi outbox of <Clerk *",
    "email to olga@workshop.test: ?????? is your verification code",
]
WAYS = {
    "fixture": "@pytest.mark.clerk(scenario='b2b')\ndef test_it(clerk): asks(clerk)",
    "indirect": """
@pytest.fixture
def clerk_config(): return {"scenario": "b2b"}
@pytest.fixture
def mine(clerk): return clerk
def test_it(mine): asks(mine)""",
    "setup": """
@pytest.fixture
def mine(clerk): asks(clerk)
@pytest.mark.clerk(scenario='b2b')
def test_it(mine): pass""",
    "with": "def test_it():\n    with mockfapi.world('b2b') as clerk:\n        asks(clerk)",
    "fork": "@pytest.mark.clerk(scenario='b2b')\ndef test_it(clerk): asks(clerk.fork())",
    "unittest": """
class TestIt(unittest.TestCase):
    def setUp(self): self.clerk = self.enterContext(mockfapi.world('b2b'))
    def test_it(self): asks(self.clerk)""",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_failing_test_shows_calls_and_outbox(run, way):
    """However the world was opened, the report has its calls with operation ids, and its messages."""
    run(FAILING + WAYS[way]).stdout.fnmatch_lines(SHOWN)


def test_a_passing_test_shows_nothing(run):
    """Reports of tests that pass, or fail as expected, stay as they were."""
    result = run(
        "import pytest\ndef test_a(clerk): pass\n@pytest.mark.xfail\ndef test_b(clerk): assert 0", "-rA"
    )

    result.stdout.no_fnmatch_line("*mockfapi calls*")


def test_a_failing_test_shows_only_worlds_that_it_used(run):
    """A world of the whole session appears where it answered something, and nowhere else."""
    source = """
import mockfapi, pytest
@pytest.fixture(scope="session", autouse=True)
def shared():
    with mockfapi.world(name="shared") as clerk: yield clerk
def test_used(shared):
    shared.browser().get("/v1/environment"); assert 0
def test_unused(): assert 0
"""
    result = run(source)

    result.assert_outcomes(failed=2)
    assert 1 == result.stdout.str().count("mockfapi calls of <Clerk 'shared'")


def test_workers_have_worlds_and_servers_of_their_own(run, pytester, monkeypatch):
    """Under pytest-xdist every worker serves its own tests."""
    pytest.importorskip("xdist")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(
        """
        import pytest, urllib.request
        @pytest.mark.parametrize("number", range(6))
        def test_it(clerk, number):
            clerk.user(f"person{number}@crowd.test")
            assert urllib.request.urlopen(clerk.url + "/v1/environment").status == 200
            assert [it.operation_id for it in clerk.calls()] == ["getEnvironment"]
            assert len(clerk.world.users) == 1
        def test_fails(clerk):
            clerk.browser().get("/v1/environment")
            assert 0
        """
    )
    result = pytester.runpytest_subprocess("-p", "xdist.plugin", "-p", "conftest_plugin.plugin", "-n", "2")

    result.assert_outcomes(passed=6, failed=1)
    result.stdout.fnmatch_lines(["*mockfapi calls of <Clerk 'test-fails-*", "200 GET * getEnvironment"])
