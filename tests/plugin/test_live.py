"""Worlds on the live server: one server a process, every world below its own address."""

import json
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

import mockfapi
from mockfapi.clerk import engine

FIRST = """
import sys
def test_it(clerk):
    clerk.browser().get("/v1/environment")
    assert "uvicorn" not in sys.modules
    assert clerk.url.endswith("/w/" + clerk.name)
    assert "uvicorn" in sys.modules
"""


def fetch(url: str, **form: str):
    data = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=10) as reply:
        return json.load(reply)


def test_every_world_has_its_address(clerk):
    """What happens below one address stays there; both share one server."""
    with mockfapi.world("b2b") as other:
        fetch(other.url + "/v1/client/sign_ins", identifier="olga@workshop.test", strategy="email_code")

        assert (0, 1) == (len(clerk.outbox), len(other.outbox))
        assert clerk.url.rpartition("/w/")[0] == other.url.rpartition("/w/")[0]
        assert ["createSignIn"] == [it.operation_id for it in other.calls()]


def test_a_closed_world_has_no_address():
    """Pages that outlive their test get a 404."""
    with mockfapi.world() as clerk:
        url = clerk.url + "/v1/environment"
        fetch(url)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(url)


def test_the_server_starts_when_asked_for(pytester):
    """A test that needs no address pays for none."""
    pytester.makepyfile(test_it=FIRST)
    options = ("-p", "conftest_plugin.plugin", "-p", "no:mockfapi")

    pytester.runpytest_subprocess(*options).assert_outcomes(passed=1)


def test_the_outbox_waits_for_another_thread(clerk):
    """`wait` sees what a page asks for while the test waits."""
    clerk.user("ada@engines.test")
    url = clerk.url + "/v1/client/sign_ins"
    page = threading.Timer(0.05, fetch, [url], {"identifier": "ada@engines.test", "strategy": "email_code"})
    page.start()
    message = clerk.outbox.wait(to="ada@engines.test")
    page.join()

    assert message.code in message.subject


def test_threads_and_the_live_server_share_a_world(clerk):
    """Browsers in process, pages and the test itself may act at once; nothing is lost, nothing breaks."""
    url, broken = clerk.url, []

    def crowd(kind: str) -> None:
        try:
            for number in range(15):
                email = f"{kind}{number}@crowd.test"
                clerk.user(email)
                if kind == "page":
                    fetch(url + "/v1/client/sign_ins", identifier=email, strategy="email_code")
                else:
                    clerk.browser().post("/v1/client/sign_ins", identifier=email, strategy="email_code")
                assert clerk.outbox.last(to=email).code
                assert len(clerk.outbox.all()) <= 60
        except Exception as error:
            broken.append(error)

    threads = [
        threading.Thread(target=crowd, args=[kind]) for kind in ("page", "page2", "browser", "browser2")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [] == broken
    assert (60, 60) == (len(clerk.world.users), len(clerk.outbox))
    assert [200] * 60 == [it.status for it in clerk.calls("createSignIn")]


def test_worlds_are_opened_from_many_threads():
    """Names and keys stay apart when several threads open worlds at once."""
    names: list[str] = []

    def opener() -> None:
        for _ in range(20):
            with mockfapi.world() as clerk:
                names.append(clerk.name)

    threads = [threading.Thread(target=opener) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 80 == len(set(names))


def test_a_stopped_server_starts_again(clerk):
    """A run inside a run may stop the server that both use; the next one to ask gets another."""
    engine().stop()

    assert "healthy" in str(fetch(clerk.url + "/v1/health"))


def test_a_script_ends_although_the_server_runs():
    """Nobody has to stop the server: a program that used it ends in peace."""
    script = "import mockfapi, sys\nclerk = mockfapi.world()\nprint(clerk.url)"
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=30, check=True
    )

    assert "" == ended.stderr
    assert ended.stdout.endswith("/w/world-1\n")
