"""On a real socket: broken HTTP is refused in Clerk's words and harms nobody else."""

import json
import socket

import pytest

from mockfapi.clerk.live import Live


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
