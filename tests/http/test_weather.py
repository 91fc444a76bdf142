"""Faults on the way: what callers in process, over a socket and in a mounted app see of them."""

import asyncio
import json
import socket
import time

import pytest

from mockfapi.clerk.live import Live
from mockfapi.http.asgi import Shell
from mockfapi.rules import faults

CLIENT = b"GET /v1/client HTTP/1.1\r\nhost: localhost\r\n\r\n"
HEALTH = b"GET /v1/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
SIGN_IN = {"identifier": "ada@engines.test"}
BODY = b"identifier=ada%40engines.test"
POST = b"POST /v1/client/sign_ins HTTP/1.1\r\nhost: localhost\r\ncontent-length: 29\r\n"
POST += b"content-type: application/x-www-form-urlencoded\r\n\r\n" + BODY


@pytest.fixture(scope="module")
def address(house):
    """A live server and where it listens."""
    live = Live(house)
    host, port = live.url.removeprefix("http://").split(":")
    yield host, int(port)
    live.stop()


def exchange(address, sent: bytes, timeout: float = 5) -> bytes:
    with socket.create_connection(address, timeout=timeout) as line:
        line.sendall(sent)
        received = b""
        while part := line.recv(65_536):
            received += part
        return received


def test_a_refusal_is_in_clerks_words(browser, world):
    """Status, code, Retry-After; nothing is written, and the next request is answered as ever."""
    faults.add(world, operations=["createSignIn"], status=429, retry_after=7, times=1)
    reply = browser.post("/v1/client/sign_ins", **SIGN_IN)

    assert (429, "7") == (reply.status_code, reply.headers["retry-after"])
    assert {"resets_in": 7} == reply.errors[0]["meta"]
    assert 0 == len(world.sign_ins)
    assert 200 == browser.post("/v1/client/sign_ins", **SIGN_IN).status_code


def test_a_body_of_ones_own(browser, world):
    """What a proxy or a gateway would say."""
    faults.add(world, status=502, body={"gateway": "tired"})
    reply = browser.get("/v1/client")

    assert (502, {"gateway": "tired"}) == (reply.status_code, reply.json())


@pytest.mark.parametrize(("after_write", "written"), [(False, 0), (True, 1)])
@pytest.mark.parametrize(("connection", "expected"), [("drop", ConnectionResetError), ("hang", TimeoutError)])
def test_a_lost_answer_is_an_exception_in_process(browser, world, connection, expected, after_write, written):
    """Before the write or after it; the caller cannot tell, and keeps no cookie."""
    it = faults.add(world, operations=["createSignIn"], connection=connection, after_write=after_write)
    with pytest.raises(expected, match=it.id):
        browser.post("/v1/client/sign_ins", **SIGN_IN)

    assert written == len(world.sign_ins)
    assert {} == browser.cookies


def test_latency_takes_no_time_in_process(browser, world):
    """An hour is noted and not waited for."""
    faults.add(world, latency=3_600_000)
    begun = time.monotonic()
    reply = browser.get("/v1/client")

    assert (200, 3_600_000) == (reply.status_code, reply.answer.weather.delay)
    assert time.monotonic() - begun < 60


def test_the_session_that_is_meant_is_struck_without_being_named(house, open_world):
    """The one that a browser used last counts; another browser is spared."""
    world = open_world("one_user")
    person, other = house.browser(world), house.browser(world)
    for it in (person, other):
        it.post("/v1/client/sign_ins", strategy="password", password="punched-cards-1843", **SIGN_IN)
    first = next(iter(world.sessions))
    faults.add(world, session=first.id, status=503)

    assert (503, 200) == (person.get("/v1/me").status_code, other.get("/v1/me").status_code)


def test_control_requests_are_safe(browser, world):
    """Or nobody could end the weather."""
    faults.add(world, status=503)

    assert 200 == browser.get("/__mockfapi/health").status_code
    assert 200 == browser.request("DELETE", "/__mockfapi/faults").status_code
    assert 200 == browser.get("/v1/client").status_code


def test_a_late_answer_keeps_its_place(address, world):
    """Those behind it on one connection wait, other connections do not."""
    faults.add(world, operations=["getClient"], latency=300)
    with socket.create_connection(address, timeout=5) as line:
        begun = time.monotonic()
        line.sendall(CLIENT + HEALTH)
        others = exchange(address, HEALTH)
        between = time.monotonic() - begun
        received = b""
        while part := line.recv(65_536):
            received += part
        took = time.monotonic() - begun

    assert others.startswith(b"HTTP/1.1 200")
    assert between < 0.3 <= took
    assert 2 == received.count(b"HTTP/1.1 200")
    assert received.index(b'"response"') < received.rindex(b"HTTP/1.1 200")


@pytest.mark.parametrize(("after_write", "written"), [(False, 0), (True, 1)])
def test_a_dropped_connection_is_dropped(address, world, after_write, written):
    """Not a byte comes back; the next connection is served."""
    faults.add(world, operations=["createSignIn"], connection="drop", after_write=after_write)
    received = exchange(address, POST)

    assert b"" == received
    assert written == len(world.sign_ins)
    assert exchange(address, HEALTH).startswith(b"HTTP/1.1 200")


def test_who_hangs_is_not_answered(address, world):
    """Not by any time of the caller; others are, and so is whoever comes back."""
    faults.add(world, operations=["getClient"], connection="hang", times=1)
    with pytest.raises(TimeoutError):
        exchange(address, CLIENT, timeout=0.3)

    assert exchange(address, CLIENT.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))


def test_a_server_ends_in_spite_of_those_who_hang(house, world):
    """A hanging request does not keep it up, and its connection is closed."""
    faults.add(world, operations=["getClient"], connection="hang")
    live = Live(house)
    host, port = live.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(CLIENT)
        exchange((host, int(port)), HEALTH)
        live.stop()

        assert b"" == line.recv(10)


def mounted(house) -> list[dict]:
    """What an app that mounts ours is sent for a request."""
    messages = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]
    sent = []

    async def receive():
        return messages.pop(0)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/v1/client", "query_string": b"", "headers": []}
    asyncio.run(Shell(house.reception)(scope, receive, send))
    return sent


def test_a_mounted_app_is_late_too(house, world):
    """The answer is whole, after its time."""
    faults.add(world, latency=100)
    begun = time.monotonic()
    start, body = mounted(house)

    assert time.monotonic() - begun >= 0.1
    assert (200, "response") == (start["status"], next(iter(json.loads(body["body"]))))


def test_a_mounted_app_breaks_off(house, world):
    """The server that it runs on sees an answer without an end, and closes the connection."""
    faults.add(world, connection="drop")
    with pytest.raises(ConnectionResetError):
        mounted(house)


def test_a_mounted_app_hangs_until_its_caller_leaves(house, world):
    """Then there is nobody to answer."""
    faults.add(world, connection="hang")

    assert [] == mounted(house)
