"""How the worlds are put on a socket: uvicorn's server, httptools, answers in one piece. No ASGI between."""

import asyncio
import logging
from collections import deque
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn import Config

from mockfapi import errors
from mockfapi.http.asgi import Shell, on_one_line
from mockfapi.http.dispatch import Reception
from mockfapi.http.read import IMAGE_LIMIT
from mockfapi.http.refuse import confess, refuse
from mockfapi.http.wire import BODILESS, Answer, Request, Weather

GRACE_S = 2
HEAD_LIMIT = 65_536
STATUS_LINES = {it.value: f"HTTP/1.1 {it.value} {it.phrase}" for it in HTTPStatus}
NOWHERE = Request("", "")

log = logging.getLogger("mockfapi")


class ClerkProtocol(asyncio.Protocol):
    """One connection. Requests are answered in their order, each as soon as its last byte is there.

    The core never waits, so no task is made for it. Of requests that come in one piece, one is answered in a
    turn of the loop; the others wait, and so does whoever sends without reading. What cannot be parsed is
    refused in Clerk's words.
    """

    def __init__(
        self,
        config: Config,
        server_state: Any,
        app_state: object,  # noqa: ARG002 - named by uvicorn
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        shell = config.app
        assert isinstance(shell, Shell)
        self._reception, self._state = shell.reception, server_state
        self._loop = _loop or asyncio.get_running_loop()
        self._patience = config.timeout_keep_alive
        self._transport: Any = None
        self._scheme = "http"
        self._parser = self._new_parser()
        self._waiting: deque[tuple[Request | Answer, bool]] = deque()
        self._is_turn_over = self._is_full = self._is_ending = self._is_broken = False
        # An answer is held back: it is late, or it never comes.
        self._is_held = self._is_hanging = False
        self._idle_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._late: asyncio.TimerHandle | None = None
        self._in_head, self._head_size = False, 0
        self._url, self._headers = b"", list[tuple[str, str]]()
        self._request: Request | None = None
        self._parts, self._size = list[bytes](), 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        if transport.get_extra_info("sslcontext") is not None:
            self._scheme = "https"
        self._state.connections.add(self)

    def connection_lost(self, _exc: Exception | None) -> None:
        self._state.connections.discard(self)
        self._waiting.clear()
        self._parser = self._request = None
        for timer in (self._timer, self._late):
            if timer is not None:
                timer.cancel()

    def data_received(self, data: bytes) -> None:
        self._idle_since, self._is_turn_over = None, False
        continued = self._in_head
        self._feed(data)
        if continued and self._in_head:
            # The parser keeps a head of any length, byte for byte: one without end is cut off here.
            self._head_size += len(data)
            if self._head_size > HEAD_LIMIT:
                self._refuse(f"The head of the request is larger than {HEAD_LIMIT} bytes")

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        if self._waiting and not self._is_held:
            self._loop.call_soon(self._go_on)

    def shutdown(self) -> None:
        """Called when the server ends: what has been asked for is still answered."""
        self._is_ending = True
        if self._is_hanging or not (self._is_held or self._waiting or self._request is not None):
            self._transport.close()

    def on_message_begin(self) -> None:
        self._in_head, self._head_size = True, 0
        self._url, self._headers = b"", []
        self._parts, self._size = [], 0

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:
            self._headers.append((name.decode("latin-1").lower(), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        self._in_head = False
        url = httptools.parse_url(self._url)
        query = (url.query or b"").decode("latin-1")
        method = self._parser.get_method().decode("ascii")
        it = self._request = Request(
            method, url.path.decode("ascii"), query, self._headers, scheme=self._scheme
        )
        length = it.header("content-length") or ""
        if length.isdigit() and int(length[:20]) > IMAGE_LIMIT:
            self._too_large(it)
        elif (it.header("expect") or "").lower() == "100-continue" and not self._waiting:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        if self._request is not None:
            self._size += len(body)
            self._parts.append(body)
            if self._size > IMAGE_LIMIT:
                self._too_large(self._request)

    def on_message_complete(self) -> None:
        if self._request is not None:
            self._request.body = b"".join(self._parts)
            self._take(self._request, self._keeps_alive())

    def _new_parser(self) -> Any:
        parser = httptools.HttpRequestParser(self)
        # Or a caller who says that it will close could not be answered when it sends more.
        if hasattr(parser, "set_dangerous_leniencies"):
            parser.set_dangerous_leniencies(lenient_data_after_close=True)
        return parser

    def _feed(self, data: bytes) -> None:
        if self._is_broken or self._parser is None:
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as offered:
            # Another protocol is offered and not taken: what follows is HTTP as before.
            self._parser = self._new_parser()
            if rest := data[offered.args[0] :]:
                self._feed(rest)
        except httptools.HttpParserError:
            log.warning("Invalid HTTP request received.")
            self._refuse("Invalid HTTP request received")

    def _keeps_alive(self) -> bool:
        return bool(self._parser.should_keep_alive()) and self._parser.get_http_version() != "1.0"

    def _too_large(self, request: Request) -> None:
        """Answered at once; what still comes of the body is thrown away."""
        request.oversized, self._parts = True, []
        self._take(request, self._keeps_alive())

    def _refuse(self, reason: str) -> None:
        self._is_broken, self._in_head = True, False
        answer = refuse(errors.malformed_request_parameters(reason=reason), None, NOWHERE)
        answer.headers.append(("Access-Control-Allow-Origin", "*"))
        self._take(answer, False)

    def _take(self, asked: Request | Answer, keeps_alive: bool) -> None:
        """Answers now, or after those that came before."""
        self._request = None
        if not (self._waiting or self._is_turn_over or self._is_full or self._is_held):
            self._is_turn_over = True
            self._serve(asked, keeps_alive)
            return
        self._waiting.append((asked, keeps_alive))
        if len(self._waiting) == 1:
            self._transport.pause_reading()
            if not (self._is_full or self._is_held):
                self._loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        if self._waiting and not self._is_held:
            self._serve(*self._waiting.popleft())
        if not self._waiting and not self._transport.is_closing():
            self._transport.resume_reading()
        elif self._waiting and not (self._is_full or self._is_held):
            self._loop.call_soon(self._go_on)

    def _serve(self, asked: Request | Answer, keeps_alive: bool) -> None:
        if self._transport.is_closing():
            return
        answer = asked if isinstance(asked, Answer) else self._answer(asked)
        if answer.weather is None:
            self._write(asked, answer, keeps_alive)
        else:
            self._hold(asked, answer, keeps_alive, answer.weather)

    def _hold(self, asked: Request | Answer, answer: Answer, keeps_alive: bool, weather: Weather) -> None:
        """A fault struck: the answer comes late or is lost, and those behind it wait."""
        self._is_held, self._is_hanging = True, weather.connection == "hang"
        if not self._is_hanging:
            self._late = self._loop.call_later(
                weather.delay / 1000, self._release, asked, answer, keeps_alive, weather
            )

    def _release(self, asked: Request | Answer, answer: Answer, keeps_alive: bool, weather: Weather) -> None:
        self._is_held = False
        if weather.connection == "drop":
            self._transport.abort()
            return
        self._write(asked, answer, keeps_alive)
        if self._waiting:
            self._loop.call_soon(self._go_on)

    def _write(self, asked: Request | Answer, answer: Answer, keeps_alive: bool) -> None:
        keeps_alive = keeps_alive and not (self._is_ending and not self._waiting)
        body = b"" if isinstance(asked, Request) and asked.method == "HEAD" else answer.body
        self._transport.write(head_of(answer, self._state.default_headers, keeps_alive) + body)
        self._state.total_requests += 1
        if not keeps_alive:
            self._transport.close()
            return
        self._idle_since = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._patience, self._look)

    def _answer(self, request: Request) -> Answer:
        try:
            return self._reception.serve(request)
        except Exception as bug:
            return confess(bug, None, None, request)

    def _look(self) -> None:
        """Closes a connection that nobody used for a while. One timer for all requests costs them nothing."""
        now = self._loop.time()
        idle = 0.0 if self._idle_since is None else now - self._idle_since
        if idle >= self._patience:
            self._transport.close()
        else:
            self._timer = self._loop.call_later(self._patience - idle, self._look)


def head_of(answer: Answer, defaults: list[tuple[bytes, bytes]], keeps_alive: bool) -> bytes:
    """Status line and headers as they go over the wire."""
    lines = [STATUS_LINES[answer.status]]
    lines += [f"{name.decode('latin-1')}: {value.decode('latin-1')}" for name, value in defaults]
    lines += [f"{name.lower()}: {on_one_line(value)}" for name, value in answer.headers]
    if answer.media_type is not None:
        lines.append(f"content-type: {answer.media_type}")
    if answer.status not in BODILESS:
        lines.append(f"content-length: {len(answer.body)}")
    lines.append(f"cache-control: {answer.keeping}")
    lines += ["", ""] if keeps_alive else ["connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def config(reception: Reception, certificate: str | None = None) -> Config:
    """The settings of a server for these worlds: one process, no log lines of its own.

    `certificate` is a PEM file with certificate and key; with it, the server speaks https.
    """
    return Config(
        Shell(reception),
        http=ClerkProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
        ssl_certfile=certificate,
    )
