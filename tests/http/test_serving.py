"""On a real socket: broken HTTP is refused in Clerk's words and harms nobody else."""

import json
import re
import socket
from types import SimpleNamespace
from typing import Any

import pytest

from mockfapi.clerk.live import Live
from mockfapi.http.serving import head_of
from mockfapi.http.wire import Answer


@pytest.fixture(scope="module")
def address(house):
    """A live server and where it listens."""
    live = Live(house)
    host, port = live.url.removeprefix("http://").split(":")
    yield host, int(port)
    live.stop()


def exchange(address, sent: bytes) -> bytes:
    with socket.create_connection(address, timeout=5) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        received = b""
        while part := line.recv(65_536):
            received += part
        return received


GOOD = b"GET /v1/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELLO\r\n\r\n",
        b"GET /v1/health HTTP/9.9\r\n\r\n",
        b"GET /v1/\xc3\xa9 HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n",
        b"POST /v1/client HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_broken_http_is_refused_in_clerks_shape(address, world, sent):
    """400 with an error body, and the next caller is served."""
    head, _, body = exchange(address, sent).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 400")
    assert "malformed_request_parameters" == json.loads(body)["errors"][0]["code"]
    assert exchange(address, GOOD).startswith(b"HTTP/1.1 200")


def test_half_a_request_changes_nothing(address, world):
    """A caller who leaves before the end of the body has asked for nothing."""
    before = world.digest()
    head = (
        b"POST /v1/client/sign_ups HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n"
    )
    exchange(address, head + b"content-length: 100\r\n\r\nemail_address=half@engines.test")

    assert before == world.digest()


FORM = b"content-type: application/x-www-form-urlencoded\r\n"
HEALTH = b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n"
SIGN_IN = b"POST /v1/client/sign_ins HTTP/1.1\r\nhost: x\r\n" + FORM


def statuses(received: bytes) -> list[bytes]:
    return re.findall(rb"HTTP/1\.1 (\d+) ", received)


def test_requests_sent_at_once_are_answered_in_their_order(address, world):
    """A hundred in one piece, and the last one ends the connection."""
    asked = [HEALTH, HEALTH.replace(b"health", b"nowhere")] * 50
    received = exchange(address, b"".join(asked) + GOOD)

    assert [b"200", b"404"] * 50 + [b"200"] == statuses(received)


def test_what_is_broken_does_not_harm_what_came_before(address, world):
    """Two good requests and garbage in one piece: two answers and a refusal."""
    received = exchange(address, HEALTH + HEALTH + b"HELLO\r\n\r\n")

    assert [b"200", b"200", b"400"] == statuses(received)


def test_one_who_does_not_read_is_not_read_either(address, world):
    """Thousands of requests whose answers nobody takes; then all of them come, and others did not wait."""
    with socket.create_connection(address, timeout=5) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.sendall(HEALTH * 3000)
        between = exchange(address, GOOD)
        line.sendall(GOOD)
        received = b""
        while part := line.recv(65_536):
            received += part

    assert between.startswith(b"HTTP/1.1 200")
    assert [b"200"] * 3001 == statuses(received)


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n", True),
        (b"GET /v1/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", False),
        (b"GET /v1/health HTTP/1.0\r\nhost: x\r\n\r\n", False),
        (b"GET /v1/health HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n", True),
    ],
)
def test_a_connection_is_kept_where_the_caller_keeps_it(address, world, head, kept):
    """Old or closing callers are told that this was all; an offer of another protocol is not taken."""
    with socket.create_connection(address, timeout=5) as line:
        line.sendall(head)
        first = line.recv(65_536)
        if kept:
            line.sendall(GOOD)
        second = line.recv(65_536)

    assert first.startswith(b"HTTP/1.1 200")
    assert kept is (b"connection: close" not in first.lower())
    assert kept is second.startswith(b"HTTP/1.1 200")


def test_head_and_preflight_have_no_body(address, world):
    """HEAD says how long the body would be; 204 says nothing of a length."""
    head = exchange(address, GOOD.replace(b"GET", b"HEAD"))
    asks = b"origin: http://localhost:3000\r\naccess-control-request-method: GET\r\nconnection: close\r\n\r\n"
    preflight = exchange(address, b"OPTIONS /v1/client HTTP/1.1\r\nhost: x\r\n" + asks)

    assert b"content-length: 20" in head
    assert head.endswith(b"\r\n\r\n")
    assert preflight.startswith(b"HTTP/1.1 204 No Content\r\ndate: ")
    assert b"content-length" not in preflight


def test_a_body_comes_in_pieces_and_waits_to_be_asked_for(address, world):
    """`Expect: 100-continue` is answered before the body is sent; chunks are put together."""
    with socket.create_connection(address, timeout=5) as line:
        line.sendall(SIGN_IN + b"expect: 100-continue\r\ntransfer-encoding: chunked\r\n\r\n")
        asked = line.recv(65_536)
        line.sendall(b"5\r\nident\r\n")
        line.sendall(b"15\r\nifier=nobody%40x.test\r\n0\r\n\r\n")
        answered = line.recv(65_536)

    assert b"HTTP/1.1 100 Continue\r\n\r\n" == asked
    assert answered.startswith(b"HTTP/1.1 422")
    assert b"form_identifier_not_found" in answered


@pytest.mark.parametrize(
    "sent",
    [
        b"content-length: 10000001\r\n\r\n",
        b"transfer-encoding: chunked\r\n\r\n989681\r\n" + b"x" * 10_000_001,
    ],
)
def test_a_body_beyond_every_limit_is_refused_before_its_end(address, world, sent):
    """Announced or not, nobody waits for the rest of it."""
    with socket.create_connection(address, timeout=5) as line:
        line.sendall(SIGN_IN + sent)
        received = line.recv(65_536)

    assert received.startswith(b"HTTP/1.1 413")
    assert b"request_body_too_large" in received


def test_a_header_cannot_begin_another_on_the_wire():
    """Controls become blanks and letters beyond Latin-1 question marks, whoever made the value."""
    answer = Answer(200, b"", headers=[("X-Name", "Zo\u00eb \u2713\r\nSet-Cookie: a=b\0")])
    head = head_of(answer, [(b"date", b"today")], keeps_alive=True)

    assert "x-name: Zo\u00eb ?  Set-Cookie: a=b ".encode("latin-1") == head.split(b"\r\n")[2]


def test_a_bug_below_everything_is_confessed(caplog):
    """Where not even the core can answer, the caller still gets Clerk's shape."""

    class Broken:
        def answer(self, request):
            raise ZeroDivisionError

    app: Any = SimpleNamespace(reception=Broken())
    server = Live(app)
    host, port = server.url.removeprefix("http://").split(":")
    received = exchange((host, int(port)), GOOD)
    server.stop()

    assert received.startswith(b"HTTP/1.1 500")
    assert b"internal_clerk_error" in received
