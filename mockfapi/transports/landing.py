"""Where a call lands: the world it means, the key it shows, the answer. Knows no HTTP library."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from mockfapi.http.address import named_by
from mockfapi.http.admit import PROXY_KEY
from mockfapi.http.dispatch import Reception
from mockfapi.http.read import IMAGE_LIMIT
from mockfapi.http.wire import Answer, Request
from mockfapi.transports.hosts import BACKENDS
from mockfapi.world import World

TEST_KEY, LIVE_KEY = "sk_test_", "sk_live_"
KEY_HEADERS = ("authorization", PROXY_KEY)
SCHEME = "bearer "


class LiveKeyError(RuntimeError):
    """A secret key of a production instance was about to be sent. Nothing was."""


class Call(NamedTuple):
    """A request as a library would send it. `target` is the path, with its query, still percent-encoded."""

    method: str
    scheme: str
    host: str
    target: str
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes


class Landing:
    """Answers calls. `world` gives the world of those that name none; `wanders` lets others have theirs.

    Any test key is taken for the key of the world, unless `strict`; one of an open world stays what it is.
    """

    def __init__(
        self,
        reception: Reception,
        world: Callable[[], World],
        *,
        strict: bool = False,
        wanders: bool = False,
    ) -> None:
        self._reception, self._world = reception, world
        self._strict, self._wanders = strict, wanders

    def answer(self, call: Call) -> Answer:
        """The answer to a call. A live-looking key is a `LiveKeyError`, a closed world a `RuntimeError`."""
        own = self._world()
        request = _request(call)
        for name in KEY_HEADERS:
            _refuse_live(request.header(name), call.host)
        named = named_by(self._reception.worlds, request) if self._wanders else None
        world, headers = named or own, request.headers
        if not self._strict:
            headers = [(name, self._key(name, value, world)) for name, value in headers]
        return self._reception.answer(replace(request, headers=headers, world=world.name))

    @property
    def has_news(self) -> bool:
        """Whether somebody in this process is to be told what has happened."""
        return self._reception.courier is not None and self._reception.courier.is_awaited

    def tell(self) -> None:
        """Calls them, in this thread: a request in process returns when everybody knows of it."""
        if self._reception.courier is not None:
            self._reception.courier.flush()

    def _key(self, name: str, value: str, world: World) -> str:
        """The header with the key of the world in place of a test key that nobody has."""
        if name not in KEY_HEADERS:
            return value
        scheme, key = _parts(value)
        if not key.startswith(TEST_KEY) or self._reception.worlds.of_secret_key(key) is not None:
            return value
        return scheme + world.keys.secret_key


def patience(answer: Answer, timeout: float | None) -> str | None:
    """What becomes of an answer whose caller waits so many seconds: `late`, `drop` or None for the answer.

    Nobody waits in earnest: what a fault delays, but not too long, is there at once.
    """
    weather = answer.weather
    if weather is None:
        return None
    if weather.connection == "hang" or (timeout is not None and weather.delay / 1000 >= timeout):
        return "late"
    return weather.connection


def _request(call: Call) -> Request:
    path, _, query = call.target.partition("?")
    is_backend = call.host in BACKENDS
    headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in call.headers]
    if is_backend:
        # Links in messages lead to the Frontend API, never to the host of the Backend API.
        headers = [it for it in headers if it[0] != "host"]
    else:
        headers.append(("x-forwarded-proto", call.scheme))
    oversized = len(call.body) > IMAGE_LIMIT
    body = b"" if oversized else call.body
    return Request(call.method, path, query, headers, body, oversized, for_backend=is_backend)


def _parts(value: str) -> tuple[str, str]:
    """The scheme with its blank, if there is one, and the key."""
    length = len(SCHEME) if value[: len(SCHEME)].lower() == SCHEME else 0
    return value[:length], value[length:].strip()


def _refuse_live(value: str | None, host: str) -> None:
    if value is not None and _parts(value)[1].startswith(LIVE_KEY):
        raise LiveKeyError(
            f"a secret key that begins with {LIVE_KEY} was to be sent to {host}: it was stopped, and nothing "
            f"left this process. Give the app under test a key that begins with {TEST_KEY}; any will do"
        )
