"""Libraries that come later are diverted too, and nothing is imported for their sake. In fresh processes."""

import json
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

WATCHED = ("httpx", "httpx2", "requests", "urllib3", "urllib.request", "anyio")
NOTHING = f"""
import json, sys, mockfapi
with mockfapi.world(intercept=True) as clerk:
    clerk.browser().get("/v1/client")
print(json.dumps([it for it in {WATCHED} if it in sys.modules]))
"""
LATER = """
import json, sys, mockfapi
finders = list(sys.meta_path)
url = "https://any-name-9.clerk.accounts.dev/v1/environment"
with mockfapi.world(intercept=True) as clerk:
    {arrives}
    clerk.browser().get("/v1/client")
    seen = [it.operation_id for it in clerk.calls()]
print(json.dumps([seen, finders == sys.meta_path]))
"""
ARRIVALS = {
    "httpx": "import httpx; httpx.get(url)",
    "httpx, by somebody else": "from clerk_backend_api import Clerk; import httpx; httpx.get(url)",
    "httpx2": "import httpx2; httpx2.get(url)",
    "requests": "import requests; requests.get(url, timeout=5)",
    "urllib3": "import urllib3; urllib3.PoolManager().request('GET', url)",
    "urllib": "import urllib.request; urllib.request.urlopen(url).close()",
    "http.client": (
        "from http.client import HTTPSConnection as C; c = C('api.clerk.com'); "
        "c.request('GET', '/v1/jwks', headers={'authorization': 'Bearer sk_test_a'}); c.getresponse().read()"
    ),
}
FORKED = """
import json, os, httpx, mockfapi
with mockfapi.world(intercept=True) as clerk:
    clerk.browser().get("/v1/client")
    if not (child := os.fork()):
        ids = [it["kid"] for it in httpx.get("https://x.clerk.accounts.dev/.well-known/jwks.json").json()["keys"]]
        os._exit(7 if ids == clerk.keys.ids else 1)
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), len(clerk.calls())]))
"""


def told(source: str) -> list:
    """What a program prints as JSON."""
    command = [sys.executable, "-W", "error", "-c", source]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert 0 == ended.returncode, ended.stderr
    found: list = json.loads(ended.stdout)
    return found


def test_a_world_imports_no_library():
    """Who uses none pays for none."""
    assert [] == told(NOTHING)


@pytest.mark.parametrize("arrives", ARRIVALS)
def test_a_library_that_comes_later_is_diverted(arrives):
    """Imported in the middle of a test, by the app or by what it imports."""
    (first, second), are_finders_back = told(LATER.format(arrives=ARRIVALS[arrives]))

    assert (first, second) == (
        "Jwks_getJsonWebKeySet" if arrives == "http.client" else "getEnvironment",
        "getClient",
    )
    assert are_finders_back


def test_a_forked_process_has_a_copy():
    """What a child asks lands in its own copy of the world, never elsewhere and never in the parent's."""
    assert [7, 1] == told(FORKED)
