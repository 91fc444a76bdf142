"""Libraries that stand on http.client (urllib.request, urllib3, requests): a socket that ends in a world."""

import socket
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from io import BytesIO, RawIOBase
from typing import Any

from mockfapi import errors
from mockfapi.http.asgi import headers_of
from mockfapi.http.refuse import refuse
from mockfapi.http.wire import Answer, Request
from mockfapi.transports.landing import Call, Landing, patience

Find = Callable[[str], Landing | None]
NOWHERE = Request("", "")


class WorldSocket:
    """As much of a socket as http.client uses: what is sent is one request, what is read its answer."""

    def __init__(self, landing: Landing, scheme: str, host: str, timeout: Any) -> None:
        self._landing, self._scheme, self._host = landing, scheme, host
        self._sent = bytearray()
        self.settimeout(timeout)

    def sendall(self, data: Any) -> None:
        self._sent += data

    def settimeout(self, timeout: Any) -> None:
        # What http.client writes for "whatever is usual" is an object without a value.
        self._timeout = timeout if isinstance(timeout, int | float) else socket.getdefaulttimeout()

    def gettimeout(self) -> float | None:
        return self._timeout

    def makefile(self, *_mode: Any, **_buffering: Any) -> Any:
        """The answer. Asked for once: every answer says that the connection ends with it."""
        it = _Reader().read(bytes(self._sent))
        answer = _unreadable() if it is None else self._landing.answer(it.call(self._scheme, self._host))
        self._landing.tell()
        fate = patience(answer, self._timeout)
        if fate is not None:
            return _Silence() if fate == "late" else BytesIO()
        return BytesIO(_written(answer))

    def shutdown(self, _how: int) -> None:
        """Nobody is at the other end."""

    def setsockopt(self, *_option: Any) -> None:
        """There is nothing to be set."""

    def close(self) -> None:
        """There is nothing to be given back."""


def connected(connection: Any, landing: Landing, host: str) -> None:
    """Does what `connect` of a connection does, into a world."""
    scheme = "https" if connection.default_port == 443 else "http"
    connection.sock = WorldSocket(landing, scheme, host, connection.timeout)
    # urllib3 warns of connections whose certificate nobody has looked at.
    connection.is_verified = True


def diverted(original: Callable[[Any], None], find: Find) -> Callable[[Any], None]:
    """`connect` of a connection, but for hosts that have a landing."""

    @wraps(original)
    def connect(self: Any) -> None:
        # With a proxy in between, the connection is the proxy's and the tunnel leads to the host.
        host = getattr(self, "_tunnel_host", None) or self.host
        landing = find(host)
        if landing is None:
            original(self)
        else:
            connected(self, landing, host)

    return connect


class _Silence(RawIOBase):
    """What is read from a connection on which nothing comes, when patience ends."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: Any) -> int:
        raise TimeoutError("timed out")


class _Reader:
    """Takes the bytes of a request apart."""

    def __init__(self) -> None:
        self._url, self._method, self._body = b"", "", bytearray()
        self._headers: list[tuple[bytes, bytes]] = []

    def read(self, sent: bytes) -> "_Reader | None":
        """Itself, or None where the bytes are no request."""
        import httptools

        parser = httptools.HttpRequestParser(self)
        try:
            parser.feed_data(sent)
        except httptools.HttpParserUpgrade:
            pass  # What is offered is not taken: the request is one as any other.
        except httptools.HttpParserError:
            return None
        self._method = parser.get_method().decode("ascii")
        return self

    def call(self, scheme: str, host: str) -> Call:
        target = self._url.decode("latin-1")
        return Call(self._method, scheme, host, target, self._headers, bytes(self._body))

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name, value))

    def on_body(self, body: bytes) -> None:
        self._body += body


def _unreadable() -> Answer:
    return refuse(errors.malformed_request_parameters(reason="this is no HTTP request"), None, NOWHERE)


def _written(answer: Answer) -> bytes:
    """The bytes of an answer. http.client knows by itself that one to HEAD has no body."""
    head = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}".encode()]
    head += [name + b": " + value for name, value in headers_of(answer)]
    return b"\r\n".join([*head, b"connection: close", b"", answer.body])
