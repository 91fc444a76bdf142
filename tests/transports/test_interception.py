"""Which calls land in a world, in which one, for how long, and what is refused."""

import asyncio
import os
import sys
import threading
from base64 import b64decode
from functools import partialmethod
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import jwt
import pytest
import requests
from clerk_backend_api import Clerk as Library

import mockfapi
from mockfapi import LiveKeyError
from tests.rules.worlds import configure

from .asking import ADA, GRACE, JWKS, USERS, bearer, people
from .libraries import INTERCEPTED


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(299)
        self.end_headers()

    def log_message(self, *_):
        return


@pytest.fixture
def elsewhere():
    """A server that is none of Clerk's."""
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "url",
    [
        "https://api.clerk.com/v1/jwks",
        "https://api.clerk.dev/v1/jwks",
        "https://API.clerk.com/v1/jwks",
        "http://api.clerk.com/v1/jwks",
        "https://any-name-9.clerk.accounts.dev/v1/jwks",
        "https://any-name-9.accounts.dev/v1/jwks",
        "https://{host}/v1/jwks",
        "https://clerk.satellite.test/v1/jwks",
        "https://clerk.listed.test/v1/jwks",
    ],
)
def test_clerks_hosts_are_this_world(clerk, url):
    """Those of the Backend API, of every development instance, of the world and of its satellites."""
    clerk.backend().post("/v1/domains", name="satellite.test", is_satellite=True)
    configure(clerk.world, behaviour__satellite_domains=("clerk.listed.test", "localhost:3000"))
    url = url.format(host=clerk.world.keys.frontend_api)
    found = requests.get(url, headers=bearer("sk_test_any"), timeout=5)

    assert clerk.keys.ids == [it["kid"] for it in found.json()["keys"]]


@pytest.mark.parametrize("library", INTERCEPTED)
def test_other_hosts_are_left_alone(clerk, elsewhere, library):
    """A call to anybody else goes there."""
    assert 299 == INTERCEPTED[library]("GET", elsewhere).status
    assert [] == clerk.calls()


@pytest.mark.parametrize("library", INTERCEPTED)
def test_a_live_key_stays_at_home(clerk, library):
    """The call is stopped before anything is sent, and says why without the key."""
    with pytest.raises(LiveKeyError, match="begins with sk_live_") as refused:
        INTERCEPTED[library]("GET", USERS, headers=bearer("sk_live_verysecret"))

    assert "verysecret" not in str(refused.value)
    assert [] == clerk.calls()


def test_a_live_key_of_a_proxy_stays_at_home(clerk):
    """Also where a front of the Frontend API shows it."""
    with pytest.raises(LiveKeyError):
        httpx.get(JWKS, headers={"Clerk-Proxy-Url": "https://a.test", "Clerk-Secret-Key": "sk_live_x"})


def test_a_proxy_may_show_any_test_key(clerk):
    """It is taken for that of the world, as in a bearer."""
    headers = {"Clerk-Proxy-Url": "https://shop.test/__clerk", "Clerk-Secret-Key": "sk_test_x"}

    assert 200 == httpx.get("https://any-name-9.clerk.accounts.dev/v1/client", headers=headers).status_code


@pytest.mark.parametrize("key", ["", "None", "dummy", "pk_test_Y2xlcms"])
def test_what_is_no_test_key_is_refused(clerk, key):
    """As Clerk would: an app without its key is noticed."""
    assert 401 == httpx.get(USERS, headers=bearer(key)).status_code


@pytest.mark.clerk(intercept="strict")
def test_a_strict_world_wants_its_own_key(clerk):
    """The right one is let in, another one is not."""
    wrong, right = (httpx.get(USERS, headers=bearer(it)) for it in ("sk_test_any", clerk.secret_key))

    assert (401, 200) == (wrong.status_code, right.status_code)


@pytest.mark.parametrize(("said", "strict"), [(True, False), ("on", False), ("strict", True)])
def test_worlds_of_scripts_take_the_words_of_markers(said, strict):
    """`mockfapi.world(intercept="strict")` is strict."""
    with mockfapi.world(intercept=said) as clerk:
        own, any_other = (
            httpx.get(USERS, headers=bearer(it)).status_code for it in (clerk.secret_key, "sk_test_any")
        )

    assert (200, 401 if strict else 200) == (own, any_other)


def test_worlds_of_scripts_refuse_other_words():
    """Off is off; a word that nobody knows opens no world."""
    with mockfapi.world(intercept="off"):
        shown = os.environ.get("CLERK_SECRET_KEY")
    with pytest.raises(ValueError, match="intercept is one of on, strict, off, not 'maybe'"):
        mockfapi.world(name="never-opened", intercept="maybe")

    assert shown is None
    with mockfapi.world(name="never-opened") as clerk:
        assert clerk.is_open


@pytest.mark.clerk(intercept=False)
def test_nothing_is_intercepted_where_nobody_wants_it(clerk):
    """Libraries are untouched, and so is the environment."""
    assert "mockfapi" not in httpx.HTTPTransport.handle_request.__code__.co_filename
    assert "CLERK_SECRET_KEY" not in os.environ


def test_libraries_are_as_they_were():
    """Each replaced method is put back when the last world ends, and the finder leaves."""
    import http.client

    import urllib3.connection

    spots = [
        (httpx.HTTPTransport, "handle_request"),
        (httpx.AsyncHTTPTransport, "handle_async_request"),
        (http.client.HTTPConnection, "connect"),
        (http.client.HTTPSConnection, "connect"),
        (urllib3.connection.HTTPConnection, "connect"),
        (urllib3.connection.HTTPSConnection, "connect"),
        (jwt.PyJWKClient, "fetch_data"),
    ]
    finders, before = list(sys.meta_path), [vars(owner)[name] for owner, name in spots]
    with mockfapi.world(intercept=True), mockfapi.world(intercept=True):
        during = [vars(owner)[name] for owner, name in spots]

    assert [True] * len(spots) == [one is not other for one, other in zip(before, during, strict=True)]
    assert before == [vars(owner)[name] for owner, name in spots]
    assert finders == sys.meta_path


def test_what_others_put_on_top_stays():
    """Somebody else replaces what we replaced: theirs is left, and goes on to what was there at first."""
    kind, original = httpx.HTTPTransport, httpx.HTTPTransport.handle_request
    with pytest.MonkeyPatch.context() as first:
        first.setattr(kind, "handle_request", original)
        clerk = mockfapi.world(intercept=True)
        with pytest.MonkeyPatch.context() as second:
            theirs = partialmethod(kind.handle_request)
            second.setattr(kind, "handle_request", theirs)
            clerk.close()
            left = vars(kind)["handle_request"]
            with mockfapi.world(intercept=True) as again:
                again.user(ADA)
                seen = people()
        with mockfapi.world(intercept=True):
            empty = people()

    assert left is theirs
    assert ([ADA], []) == (seen, empty)
    assert original is kind.handle_request


def test_the_environment_has_the_keys_that_are_missing(monkeypatch):
    """Keys that the world takes; what is set is left, and afterwards nothing is there."""
    monkeypatch.delenv("CLERK_SECRET_KEY", raising=False)
    monkeypatch.setenv("CLERK_PUBLISHABLE_KEY", "pk_test_own")
    with mockfapi.world(intercept=True) as outer:
        outer.user(ADA)
        seen = people(os.environ["CLERK_SECRET_KEY"])
        with mockfapi.world() as inner, inner.intercept(strict=True):
            strict = os.environ["CLERK_SECRET_KEY"] == inner.secret_key
        again = people(os.environ["CLERK_SECRET_KEY"])

    assert ([ADA], True, [ADA]) == (seen, strict, again)
    assert "pk_test_own" == os.environ["CLERK_PUBLISHABLE_KEY"]
    assert "CLERK_SECRET_KEY" not in os.environ


def test_the_publishable_key_names_a_host_that_lands_here(clerk):
    """An app may find the Frontend API by it."""
    encoded = os.environ["CLERK_PUBLISHABLE_KEY"].removeprefix("pk_test_")
    host = b64decode(encoded + "==").decode().removesuffix("$")

    assert 200 == httpx.get(f"https://{host}/v1/environment").status_code


def test_a_key_that_comes_back_late_is_swept_away(run):
    """What monkeypatch puts back after the world has gone does not stay for the next test."""
    source = """
import os
def test_one(monkeypatch, clerk): monkeypatch.setenv("CLERK_SECRET_KEY", "sk_test_mine")
def test_two(): assert "CLERK_SECRET_KEY" not in os.environ
"""

    run(source).assert_outcomes(passed=2)


def test_a_closed_world_takes_no_calls():
    """A transport that outlives its world says so."""
    with mockfapi.world(name="gone") as clerk:
        client = httpx.Client(transport=clerk.httpx_transport())

    with client, pytest.raises(RuntimeError, match="'gone' is closed"):
        client.get(USERS)


def test_a_transport_is_of_one_world(clerk):
    """Whatever the host; the key of another world is refused there, `strict` refuses any but its own."""
    with mockfapi.world() as other:
        other.user(GRACE)
        with httpx.Client(transport=other.httpx_transport(), base_url="http://anywhere.test") as client:
            free = client.get("/v1/users", headers=bearer("sk_test_any"))
            foreign = client.get("/v1/users", headers=bearer(clerk.secret_key))
        with httpx.Client(transport=other.httpx_transport(strict=True)) as client:
            strict = client.get(USERS, headers=bearer("sk_test_any"))

    assert [200, 401, 401] == [it.status_code for it in (free, foreign, strict)]


def test_a_library_without_a_transport_is_named(clerk):
    """The two there are."""
    with pytest.raises(ValueError, match="httpx and httpx2, not for 'aiohttp'"):
        clerk.httpx_transport("aiohttp")


def test_clerks_library_needs_no_address(clerk):
    """Made once with any key, it speaks to the world of each test."""
    with Library(bearer_auth="sk_test_any") as library:
        made = library.users.create(email_address=[ADA], password="brass-gears-and-steam")

    assert made.id == clerk.user(ADA).id


def test_who_listens_is_told_in_time(clerk):
    """Callables hear of what an app did before its call returns, also where the call is awaited."""
    heard: list[str] = []
    clerk.webhooks.subscribe(lambda it: heard.append(it.type), events=["user.created"])

    async def create(address: str) -> int:
        async with httpx.AsyncClient(headers=bearer("sk_test_any")) as client:
            await client.post(USERS, json={"email_address": [address], "skip_password_requirement": True})
            return len(heard)

    fields = {"email_address": [ADA], "skip_password_requirement": True}
    requests.post(USERS, json=fields, headers=bearer("sk_test_any"), timeout=5)

    assert [1, 2] == [len(heard), asyncio.run(create(GRACE))]
