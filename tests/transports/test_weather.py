"""Faults are the exceptions of the library that sends, and nobody waits for them."""

import http.client
import time

import httpx
import httpx2
import pytest
import requests
import urllib3

from .libraries import EXPLICIT, INTERCEPTED

FAPI = "https://known-cat-7.clerk.accounts.dev/v1/environment"
DROPPED = {
    "httpx": httpx.RemoteProtocolError,
    "httpx2": httpx2.RemoteProtocolError,
    "requests": requests.ConnectionError,
    "urllib3": urllib3.exceptions.ProtocolError,
    "urllib": http.client.RemoteDisconnected,
}
LATE = {
    "httpx": httpx.ReadTimeout,
    "httpx2": httpx2.ReadTimeout,
    "requests": requests.ReadTimeout,
    "urllib3": urllib3.exceptions.ReadTimeoutError,
    "urllib": TimeoutError,
}


@pytest.fixture(params=[*INTERCEPTED, *EXPLICIT])
def library(request):
    return request.param


@pytest.fixture
def send(clerk, library):
    return INTERCEPTED.get(library) or EXPLICIT[library](clerk)


def raised(kinds, library):
    """The exception of a library, however it is used."""
    return pytest.raises(kinds[library.partition(" ")[0]])


def test_a_dropped_connection(clerk, library, send):
    """Once; the next request is answered."""
    clerk.faults.add("getEnvironment", connection="drop", times=1)

    with raised(DROPPED, library):
        send("GET", FAPI)
    assert 200 == send("GET", FAPI).status


def test_a_connection_on_which_nothing_comes(clerk, library, send):
    """Is given up at once, however patient the caller is."""
    clerk.faults.add("getEnvironment", connection="hang", times=1)
    begun = time.monotonic()

    with raised(LATE, library):
        send("GET", FAPI)
    assert time.monotonic() - begun < 5


def test_an_answer_that_is_too_late(clerk, library, send):
    """Twenty seconds of patience and a delay of thirty: a timeout, after no time at all."""
    clerk.faults.add("getEnvironment", latency=30_000, times=1)
    begun = time.monotonic()

    with raised(LATE, library):
        send("GET", FAPI)
    assert time.monotonic() - begun < 5


def test_an_answer_that_is_late_enough(clerk, library, send):
    """A delay that the caller bears takes no time either."""
    clerk.faults.add("getEnvironment", latency=10_000)
    begun = time.monotonic()

    assert 200 == send("GET", FAPI).status
    assert time.monotonic() - begun < 5


def test_a_write_whose_answer_is_lost(clerk, library, send):
    """The app hears nothing; the world has it."""
    clerk.faults.add("Users_createNewUser", connection="drop", after_write=True)
    headers = {"Authorization": "Bearer sk_test_x", "Content-Type": "application/json"}

    with raised(DROPPED, library):
        send("POST", "https://api.clerk.com/v1/users", b'{"email_address": ["ada@engines.test"]}', headers)
    assert 1 == len(clerk.calls("Users_createNewUser"))


def test_retries_of_requests_are_real(clerk):
    """The retries that an app configured are made by its own library."""
    retries = urllib3.Retry(3, status_forcelist=[503], backoff_factor=0)
    clerk.faults.add("getEnvironment", status=503, times=2)
    with requests.Session() as session:
        session.mount("https://", requests.adapters.HTTPAdapter(max_retries=retries))
        answer = session.get(FAPI, timeout=5)

    assert (200, [503, 503, 200]) == (answer.status_code, [it.status for it in clerk.calls()])


def test_retries_of_an_adapter_are_real(clerk):
    """Those that it was made with."""
    clerk.faults.add("getEnvironment", connection="drop", times=2)
    with requests.Session() as session:
        session.mount("https://", clerk.requests_adapter(max_retries=2))

        assert 200 == session.get(FAPI, timeout=5).status_code


def test_an_answer_can_be_read_in_pieces(clerk):
    """Streams are streams."""
    with httpx.stream("GET", FAPI) as answer:
        pieces = list(answer.iter_bytes(1000))
    with requests.get(FAPI, stream=True, timeout=5) as other:
        others = list(other.iter_content(1000))

    assert len(pieces) > 1
    assert b"".join(pieces) == b"".join(others)


def test_an_error_of_urllib_is_its_own(clerk):
    """Statuses from 400 on."""
    import urllib.request

    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        urllib.request.urlopen("https://api.clerk.com/v1/nothing")
    refused.value.close()
