"""The shell around the core: bytes in, bytes out, as an ASGI server sees them."""

import asyncio
import json

import pytest


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
        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "root_path": ""}
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
