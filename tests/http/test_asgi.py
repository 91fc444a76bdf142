"""The shell around the core: bytes in, bytes out, as an ASGI server sees them."""

import asyncio
import json
from typing import Any
from urllib.parse import unquote

import pytest

from mockfapi.http.asgi import Shell
from mockfapi.http.wire import Answer


@pytest.fixture
def ask(house, world):
    """Sends one request through the ASGI application; answers status, headers and body."""

    async def exchange(scope, parts):
        messages = [
            {"type": "http.request", "body": part, "more_body": number < len(parts) - 1}
            for number, part in enumerate(parts)
        ]
        sent = []

        async def receive():
            return messages.pop(0)

        async def send(message):
            sent.append(message)

        await house.asgi(scope, receive, send)
        return sent

    def asker(method, path, headers=(), parts=(b"",), query=b""):
        plain = {"path": unquote(path), "raw_path": path.encode(), "root_path": ""}
        scope = {"type": "http", "method": method, **plain}
        named = [(name.encode(), value.encode()) for name, value in headers]
        start, body = asyncio.run(exchange(scope | {"query_string": query, "headers": named}, list(parts)))
        return start["status"], {key.decode(): it.decode() for key, it in start["headers"]}, body["body"]

    return asker


def test_an_answer_says_how_long_it_is_and_is_not_stored(ask):
    """Bare content type, length, no caching."""
    status, headers, body = ask("GET", "/v1/health")

    assert (200, b'{"status":"healthy"}') == (status, body)
    assert ("application/json", "20", "no-store") == tuple(
        headers[it] for it in ("content-type", "content-length", "cache-control")
    )


def test_head_has_the_headers_of_get_and_no_body(ask):
    """SDKs ask for the health this way."""
    status, headers, body = ask("HEAD", "/v1/health")

    assert (200, "20", b"") == (status, headers["content-length"], body)


def test_a_body_may_come_in_parts(ask):
    """Chunks are put together before they are read."""
    headers = [("content-type", "application/x-www-form-urlencoded")]
    status, _, body = ask("POST", "/v1/client/sign_ins", headers, [b"ident", b"ifier=nobody%40x", b".test"])

    assert 422 == status
    assert "form_identifier_not_found" == json.loads(body)["errors"][0]["code"]


@pytest.mark.parametrize(
    ("headers", "parts"),
    [
        ([("content-length", "10000001")], [b"x"]),
        ([], [b"x" * 6_000_000, b"x" * 6_000_000]),
    ],
)
def test_a_body_without_end_is_not_kept(ask, headers, parts):
    """Announced or not: beyond every limit the answer is 413."""
    form = [("content-type", "application/x-www-form-urlencoded"), *headers]
    status, _, body = ask("POST", "/v1/client/sign_ins", form, parts)

    assert (413, "request_body_too_large") == (status, json.loads(body)["errors"][0]["code"])


@pytest.mark.parametrize("path", ["/v1/a%0d%0aX:1", "*", "", "v1/client"])
def test_odd_paths_reach_the_core(ask, path):
    """What no router would take for a path still gets Clerk's shape and can be read across origins."""
    status, headers, body = ask("GET", path, [("origin", "http://localhost:3000")])

    assert (404 if path != "v1/client" else 200) == status
    assert "http://localhost:3000" == headers["access-control-allow-origin"]
    assert json.loads(body).keys() & {"errors", "response"}


def test_a_caller_who_leaves_has_asked_for_nothing(house, world):
    """Half a form is never acted upon, and nobody is left to answer."""
    before, sent = world.digest(), []
    messages = [
        {"type": "http.request", "body": b"email_address=half%40x.test", "more_body": True},
        {"type": "http.disconnect"},
    ]
    headers = [(b"content-type", b"application/x-www-form-urlencoded"), (b"content-length", b"100")]
    path = {"path": "/v1/client/sign_ups", "raw_path": b"/v1/client/sign_ups", "query_string": b""}

    async def receive():
        return messages.pop(0)

    async def send(message):
        sent.append(message)

    asyncio.run(house.asgi({"type": "http", "method": "POST", "headers": headers, **path}, receive, send))

    assert ([], before) == (sent, world.digest())


def test_a_web_socket_is_closed(house):
    """The mock speaks HTTP only."""
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message["type"])

    asyncio.run(house.asgi({"type": "websocket", "path": "/v1/client", "headers": []}, receive, send))

    assert ["websocket.close"] == sent


def test_a_preflight_has_no_body(ask):
    """204 without content type and length."""
    headers = [("origin", "http://localhost:3000"), ("access-control-request-method", "POST")]
    status, answered, body = ask("OPTIONS", "/v1/client", headers)

    assert (204, b"") == (status, body)
    assert not {"content-type", "content-length"} & set(answered)


def test_several_cookies_are_several_headers(ask, world):
    """Set-Cookie lines are never folded."""
    status, headers, _ = ask("PUT", "/v1/client")

    assert 200 == status
    assert headers["set-cookie"].startswith("__client=")


def test_a_header_cannot_begin_another():
    """Line breaks become blanks and letters beyond Latin-1 question marks, whoever made the value."""

    class Careless:
        def serve(self, request):
            return Answer(200, b"", headers=[("X-Name", "Zo\u00eb \u2713\r\nSet-Cookie: a=b\0")])

    sent = []

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    careless: Any = Careless()
    asyncio.run(Shell(careless)(scope, receive, send))

    assert (b"x-name", "Zo\u00eb ?  Set-Cookie: a=b ".encode("latin-1")) == sent[0]["headers"][0]
