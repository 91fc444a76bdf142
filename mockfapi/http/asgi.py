"""The thin shell around the synchronous core: reads bytes, calls it, writes bytes. Nothing else waits."""

import re
from typing import TYPE_CHECKING

from mockfapi.http.dispatch import Reception
from mockfapi.http.read import IMAGE_LIMIT
from mockfapi.http.wire import BODILESS, Answer, Request, Weather

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

# The extension by which an ASGI caller in process says that it asks the Backend API.
BACKEND = "mockfapi.backend"
# The server writes what it is given: a line break would end the header, other controls the answer.
CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class Shell:
    """An ASGI endpoint for every path, also for those that a router would not take for one."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        try:
            body, oversized = await _read(scope, receive)
        except ConnectionAbortedError:
            return
        answer = self.reception.serve(_request(scope, body, oversized))
        if answer.weather is not None:
            await _wait(answer.weather, receive)
        if answer.weather is None or answer.weather.connection is None:
            await _write(answer, scope["method"], send)
        elif answer.weather.connection == "drop":
            await _break_off(answer.weather, send)


def application(reception: Reception) -> "Starlette":
    """The same as a Starlette application, for those who mount it into their own; `serve` does without."""
    from starlette.applications import Starlette

    app = Starlette()
    app.router.default = Shell(reception)
    return app


async def _wait(weather: Weather, receive: "Receive") -> None:
    """As long as a fault wants: for a time, or until the caller leaves."""
    import asyncio

    await asyncio.sleep(weather.delay / 1000)
    while weather.connection == "hang" and (await receive())["type"] != "http.disconnect":
        pass


async def _break_off(weather: Weather, send: "Send") -> None:
    """Begins an answer and does not end it: servers close the connection, callers in process see why."""
    await send({"type": "http.response.start", "status": 503, "headers": [(b"content-length", b"1")]})
    raise ConnectionResetError(f"the fault {weather.fault} dropped the connection")


async def _read(scope: "Scope", receive: "Receive") -> tuple[bytes, bool]:
    """The body, and whether it was larger than anything that is accepted; then nothing of it is kept.

    A caller who leaves before the end has asked for nothing: half a form may say what nobody meant.
    """
    length = dict(scope["headers"]).get(b"content-length", b"")
    if length.isdigit() and int(length[:20]) > IMAGE_LIMIT:
        return b"", True
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ConnectionAbortedError
        size += len(message.get("body", b""))
        if size > IMAGE_LIMIT:
            return b"", True
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts), False


def _request(scope: "Scope", body: bytes, oversized: bool) -> Request:
    raw = scope.get("raw_path") or scope["path"].encode()
    headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    query = scope["query_string"].decode("latin-1")
    for_backend = BACKEND in (scope.get("extensions") or {})
    raw_path, scheme = raw.decode("latin-1"), scope.get("scheme", "http")
    return Request(scope["method"], raw_path, query, headers, body, oversized, for_backend, scheme=scheme)


def on_one_line(value: str) -> str:
    """A header value that cannot begin another header."""
    return CONTROLS.sub(" ", value)


def _sendable(value: str) -> bytes:
    return on_one_line(value).encode("latin-1", "replace")


def headers_of(answer: Answer) -> list[tuple[bytes, bytes]]:
    """The headers of an answer as they are sent, those that servers add not among them."""
    headers = [(name.lower().encode(), _sendable(value)) for name, value in answer.headers]
    if answer.media_type is not None:
        headers.append((b"content-type", answer.media_type.encode()))
    if answer.status not in BODILESS:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    headers.append((b"cache-control", answer.keeping.encode()))
    return headers


async def _write(answer: Answer, method: str, send: "Send") -> None:
    headers = headers_of(answer)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
