"""The libraries side by side: each sends a request its own way and says what came back in one form."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple

import httpx
import httpx2
import requests
import urllib3

PATIENCE_S = 20


class Got(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]


Send = Callable[..., Got]


def of_httpx(library: Any, **options: Any) -> Send:
    def send(method: str, url: str, body: bytes | None = None, headers: Any = ()) -> Got:
        with library.Client(timeout=PATIENCE_S, **options) as client:
            it = client.request(method, url, content=body, headers=dict(headers))
            return Got(it.status_code, it.headers.multi_items(), it.content)

    return send


def of_httpx_async(library: Any, **options: Any) -> Send:
    async def sent(method: str, url: str, body: bytes | None = None, headers: Any = ()) -> Got:
        async with library.AsyncClient(timeout=PATIENCE_S, **options) as client:
            it = await client.request(method, url, content=body, headers=dict(headers))
            return Got(it.status_code, it.headers.multi_items(), it.content)

    return lambda *parts, **named: asyncio.run(sent(*parts, **named))


def of_requests(adapter: Any = None) -> Send:
    def send(method: str, url: str, body: bytes | None = None, headers: Any = ()) -> Got:
        with requests.Session() as session:
            if adapter is not None:
                session.mount("https://", adapter)
            options: dict[str, Any] = {"allow_redirects": False, "timeout": PATIENCE_S}
            it = session.request(method, url, data=body, headers=dict(headers), **options)
            return Got(it.status_code, list(it.raw.headers.iteritems()), it.content)

    return send


def with_urllib3(method: str, url: str, body: bytes | None = None, headers: Any = ()) -> Got:
    with urllib3.PoolManager() as pool:
        options: dict[str, Any] = {"redirect": False, "retries": False, "timeout": PATIENCE_S}
        it = pool.request(method, url, body=body, headers=dict(headers), **options)
        return Got(it.status, list(it.headers.iteritems()), it.data)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def with_urllib(method: str, url: str, body: bytes | None = None, headers: Any = ()) -> Got:
    request = urllib.request.Request(url, body, dict(headers), method=method)
    try:
        it = urllib.request.build_opener(Stay).open(request, timeout=PATIENCE_S)
    except urllib.error.HTTPError as refused:
        it = refused
    with it:
        return Got(it.status, list(it.headers.items()), it.read())


INTERCEPTED: dict[str, Send] = {
    "httpx": of_httpx(httpx),
    "httpx async": of_httpx_async(httpx),
    "httpx2": of_httpx(httpx2),
    "httpx2 async": of_httpx_async(httpx2),
    "requests": of_requests(),
    "urllib3": with_urllib3,
    "urllib": with_urllib,
}
EXPLICIT: dict[str, Callable[[Any], Send]] = {
    "httpx transport": lambda clerk: of_httpx(httpx, transport=clerk.httpx_transport()),
    "httpx transport, async": lambda clerk: of_httpx_async(httpx, transport=clerk.httpx_transport()),
    "httpx2 transport": lambda clerk: of_httpx(httpx2, transport=clerk.httpx_transport("httpx2")),
    "requests adapter": lambda clerk: of_requests(clerk.requests_adapter()),
}
