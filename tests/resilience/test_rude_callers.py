"""Ten thousand slow or garbage connections: the server stays up, answers others, and holds nothing back."""

from contextlib import suppress
from itertools import cycle, islice

import pytest

from tests.resilience.server import Server

HEAD = b"POST /v1/client/sign_ins HTTP/1.1\r\nhost: localhost\r\n"
FORM = b"content-type: application/x-www-form-urlencoded\r\n"
RUDE = (
    b"",
    bytes(range(256)) * 4,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    HEAD + b"x-half: ",
    HEAD + FORM + b"content-length: 1000\r\n\r\nidentifier=",
    HEAD + FORM + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
    b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n" + HEAD + b"content-length: 5\r\n\r\nab",
    HEAD + b"x-long: " + b"a" * 20_000,
)
CONNECTIONS = 10_000
BATCH = 50
SLOW = 300
# Not a claim about size: without end means far more than this.
GROWTH_MB = 16


@pytest.fixture(scope="module")
def server():
    started = Server()
    yield started
    started.stop()


def rudeness(server: Server, connections: int) -> set[int]:
    """Garbage of every kind in turn; answers the statuses that somebody who behaves gets in between."""
    statuses = set()
    for sent in islice(cycle(RUDE), connections // BATCH):
        server.rudely(sent, BATCH)
        statuses.add(server.health())
    return statuses


def test_garbage_leaves_nothing_behind(server):
    """The second half finds the memory that the first one left, and no connection stays open."""
    first = rudeness(server, CONNECTIONS // 2)
    memory = server.memory
    second = rudeness(server, CONNECTIONS // 2)

    assert ({200}, {200}) == (first, second)
    assert server.memory - memory <= GROWTH_MB
    assert server.sockets_are_closed()


def test_slow_callers_are_answered_in_the_end_and_stand_in_nobodys_way(server):
    """Hundreds of requests that arrive letter by letter."""
    request = b"GET /v1/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    lines = [server.connect() for _ in range(SLOW)]
    statuses = []
    for letter in request:
        for line in lines:
            line.sendall(bytes([letter]))
        statuses.append(server.health())
    answers = [line.recv(12) for line in lines]
    for line in lines:
        line.close()

    assert [200] * len(request) == statuses
    assert [b"HTTP/1.1 200"] * SLOW == answers


def test_an_endless_head_is_cut_off(server):
    """A header line that never ends is refused, not kept for ever."""
    before = server.memory
    line = server.connect()
    with suppress(OSError):
        line.sendall(HEAD + b"x-endless: ")
        for _ in range(400):
            line.sendall(b"a" * 100_000)
    line.close()

    assert 200 == server.health()
    assert server.memory - before <= GROWTH_MB
