"""Bad weather before Clerk's own server libraries: what they try again, and what they tell of it."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.people import ADA

from .javascript import RefusedError
from .refusals import refusal
from .test_backend import options

pytestmark = pytest.mark.clerk(scenario="one_user")

GRACE = {"email_address": ["grace@engines.test"], "password": "nanoseconds-of-wire"}


@pytest.fixture
def patient(clerk) -> Any:
    """clerk-backend-api that tries again, after milliseconds instead of its usual half second."""
    from clerk_backend_api import Clerk as Library
    from clerk_backend_api.utils import BackoffStrategy, RetryConfig

    soon = RetryConfig("backoff", BackoffStrategy(1, 5, 1.1, 10_000), True)
    with Library(bearer_auth=clerk.secret_key, server_url=f"{clerk.url}/v1", retry_config=soon) as it:
        yield it


def test_javascript_is_told_how_long_to_wait(clerk, js):
    """A quota: 429 with `retryAfter` in seconds, and good again after that."""
    clerk.clock.freeze()
    clerk.faults.preset("development_quota=2")
    for _ in range(2):
        js.users.getCount({})
    with pytest.raises(RefusedError) as refused:
        js.users.getCount({})
    clerk.clock.advance(seconds=refused.value.retry_after)

    assert (429, ["too_many_requests"], 10) == (
        refused.value.status,
        refused.value.codes,
        refused.value.retry_after,
    )
    assert 1 == js.users.getCount({})


def test_python_is_told_how_long_to_wait(clerk, py):
    """A quota: 429, the header for who looks, and the key set is free of it."""
    clerk.faults.preset("production_quota=1")
    py.users.count(request={})
    status, codes = refusal(py.users.count, request={})

    assert (429, ["too_many_requests"]) == (status, codes)
    assert "10" == clerk.calls()[-1].answer.header("retry-after")
    assert 1 == len(py.jwks.get_jwks().keys)


def test_python_tries_again(clerk, patient):
    """Twice 503, once no answer within its patience, then the answer: four requests for one call."""
    clerk.faults.add("Users_getUserDetails", status=503, times=2)
    clerk.faults.add("Users_getUserDetails", connection="hang", times=1)
    ada = clerk.user(ADA)
    found = patient.users.get(user_id=ada.id, timeout_ms=500)
    calls = clerk.calls("Users_getUserDetails")

    assert ada.id == found.id
    assert [503, 503, 503, 200] == [it.status for it in calls]
    assert [it.id for it in clerk.faults for _ in range(it.struck)] == [it.fault for it in calls[:3]]


def test_python_makes_a_user_twice_when_the_answer_is_lost(clerk, patient):
    """The write went well, its answer never came: what is tried again meets what it has made."""
    clerk.faults.add("Users_createNewUser", connection="hang", after_write=True, times=1)
    status, codes = refusal(patient.users.create, **GRACE, timeout_ms=500)

    assert (422, ["form_identifier_exists"]) == (status, codes)
    assert 2 == len(clerk.world.users)


@pytest.mark.parametrize(
    ("connection", "expected"), [("drop", httpx.TransportError), ("hang", httpx.ReadTimeout)]
)
def test_python_without_patience_fails_at_once(clerk, py, connection, expected):
    """A dropped connection, and one that hangs until the library's own timeout."""
    clerk.faults.add("Users_getTotalCount", connection=connection)
    with pytest.raises(expected):
        py.users.count(request={}, timeout_ms=200)

    assert 1 == len(clerk.calls("Users_getTotalCount"))


def test_javascript_tells_of_an_outage(clerk, js):
    """Status and trace, and Clerk's code."""
    clerk.faults.add(api="bapi", status=503, times=1)
    with pytest.raises(RefusedError) as refused:
        js.users.getCount({})

    assert (503, ["internal_clerk_error"]) == (refused.value.status, refused.value.codes)
    assert 1 == js.users.getCount({})


def test_a_server_meets_a_user_who_is_not_there_yet(clerk, js, py):
    """Replica lag: what one library has just made, neither finds before the lag is over."""
    clerk.clock.freeze()
    clerk.faults.preset("replica_lag")
    made = js.users.createUser({"emailAddress": GRACE["email_address"], "password": GRACE["password"]})
    with pytest.raises(RefusedError) as refused:
        js.users.getUser(made["id"])
    before = (
        refused.value.status,
        refusal(py.users.get, user_id=made["id"])[0],
        py.users.count(request={}).total_count,
    )
    clerk.clock.advance(seconds=2)
    after = (js.users.getUser(made["id"])["id"], py.users.get(user_id=made["id"]).id, js.users.getCount({}))

    assert (404, 404, 1) == before
    assert (made["id"], made["id"], 2) == after


def test_an_app_without_the_key_set_lets_nobody_in(clerk, ask: Callable[..., dict[str, Any]]):
    """JWKS failure: the token cannot be checked, until the key set is there again."""
    token = clerk.user(ADA).token()
    given = options(clerk, jwtKey=None, skipJwksCache=True)
    clerk.faults.add("Jwks_getJsonWebKeySet", status=503)
    without = ask(options=given, token=token)
    tried = len(clerk.calls("Jwks_getJsonWebKeySet"))
    clerk.faults.clear()

    assert "jwk-remote-failed-to-load" == without["reason"]
    assert 1 <= tried
    assert clerk.user(ADA).id == ask(options=given, token=token)["claims"]["sub"]
