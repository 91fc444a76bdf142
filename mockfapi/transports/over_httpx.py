"""httpx and its successor httpx2: a transport that answers from a world, and their own ones diverted."""

from collections.abc import Awaitable, Callable
from functools import cache, wraps
from importlib import import_module
from typing import Any

from mockfapi.http.asgi import headers_of
from mockfapi.http.wire import Answer
from mockfapi.transports.landing import Call, Landing, patience

LIBRARIES = ("httpx", "httpx2")
Find = Callable[[str], Landing | None]


def transport(landing: Landing, library: str = "httpx") -> Any:
    """A transport for clients of the library, waiting or not. Whatever the host, the landing answers."""
    if library not in LIBRARIES:
        raise ValueError(f"there are transports for {' and '.join(LIBRARIES)}, not for {library!r}")
    return _transport_of(library)(landing)


def diverted(original: Callable[..., Any], find: Find) -> Callable[..., Any]:
    """`handle_request` of a transport, but for hosts that have a landing."""

    @wraps(original)
    def handle_request(self: Any, request: Any) -> Any:
        landing = find(request.url.host)
        return original(self, request) if landing is None else _handled(landing, request)

    return handle_request


def diverted_async(original: Callable[..., Awaitable[Any]], find: Find) -> Callable[..., Awaitable[Any]]:
    """`handle_async_request` of a transport, but for hosts that have a landing."""

    @wraps(original)
    async def handle_async_request(self: Any, request: Any) -> Any:
        landing = find(request.url.host)
        return await (original(self, request) if landing is None else _handled_async(landing, request))

    return handle_async_request


@cache
def _transport_of(library: str) -> type:
    """The class for a library, which must be one of its own transports to pass for one."""
    module = import_module(library)

    def __init__(self: Any, landing: Landing) -> None:  # noqa: N807 - of the class below
        self._landing = landing

    def handle_request(self: Any, request: Any) -> Any:
        return _handled(self._landing, request)

    async def handle_async_request(self: Any, request: Any) -> Any:
        return await _handled_async(self._landing, request)

    members = {
        "__doc__": "Answers from one world, in this process.",
        "__init__": __init__,
        "handle_request": handle_request,
        "handle_async_request": handle_async_request,
    }
    return type("WorldTransport", (module.BaseTransport, module.AsyncBaseTransport), members)


def _handled(landing: Landing, request: Any) -> Any:
    answer = landing.answer(_call(request, request.read()))
    landing.tell()
    return _response(request, answer)


async def _handled_async(landing: Landing, request: Any) -> Any:
    answer = landing.answer(_call(request, await request.aread()))
    if landing.has_news:
        from anyio import to_thread

        # Who is told may ask an app that runs on this very loop.
        await to_thread.run_sync(landing.tell)
    return _response(request, answer)


def _call(request: Any, body: bytes) -> Call:
    url = request.url
    target = url.raw_path.decode("latin-1")
    return Call(request.method, url.scheme, url.host, target, request.headers.raw, body)


def _response(request: Any, answer: Answer) -> Any:
    """The response in the classes of the library whose request it is; a lost one is its exception."""
    library = import_module(type(request).__module__.partition(".")[0])
    fate = patience(answer, request.extensions.get("timeout", {}).get("read"))
    if fate == "late":
        raise library.ReadTimeout("timed out", request=request)
    if fate == "drop":
        text = "Server disconnected without sending a response."
        raise library.RemoteProtocolError(text, request=request)
    body = b"" if request.method == "HEAD" else answer.body
    return library.Response(
        answer.status, headers=headers_of(answer), stream=library.ByteStream(body), request=request
    )
