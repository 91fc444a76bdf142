"""A request and an answer as plain values, so that the core stays synchronous and needs no server."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from mockfapi import errors

Pairs = list[tuple[str, str]]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
MULTIPART = "multipart/form-data"
BYTES = "application/octet-stream"
PORT = re.compile(r":\d+$")
# Answers of these statuses have no body, and no length of one.
BODILESS = (204, 304)


@dataclass
class Request:
    """What came in. `path` is still percent-encoded; header names are in lower case.

    `scheme` is http or https, as this server was spoken to; a front's word for it is in the headers.
    `for_backend` says that the Backend API was asked, whatever the credentials; else these tell which was.
    `world` names the world that was asked, likewise.
    """

    method: str
    path: str
    query_string: str = ""
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""
    oversized: bool = False
    for_backend: bool = False
    world: str | None = None
    scheme: str = "http"
    _query: Pairs | None = field(default=None, repr=False)
    _asked: dict[str, str] = field(default_factory=dict, repr=False)
    _cookies: dict[str, str] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._named = dict(reversed(self.headers))

    @property
    def query(self) -> Pairs:
        """The query as pairs in their order; broken UTF-8 is refused with 400."""
        if self._query is None:
            self._query = self._read_query()
            self._asked = dict(reversed(self._query))
        return self._query

    def asked(self, name: str) -> str | None:
        """The first value of a query parameter, or None."""
        # Asked for a dozen times a request, and most have no query.
        return self._asked.get(name) if self.query_string and self.query else None

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        return self._named.get(name)

    def _read_query(self) -> Pairs:
        if not self.query_string:
            return []
        try:
            return parse_qsl(self.query_string, keep_blank_values=True, errors="strict")
        except (UnicodeDecodeError, ValueError) as broken:
            raise errors.malformed_request_parameters(reason="the query is not valid UTF-8") from broken

    def header_values(self, name: str) -> list[str]:
        if len(self._named) == len(self.headers):
            return [self._named[name]] if name in self._named else []
        return [value for key, value in self.headers if key == name]

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies by name. Browsers send the one of the longest path first, so the first one counts.

        Other apps of the same host may have put anything among them.
        """
        if self._cookies is None:
            self._cookies = self._read_cookies()
        return self._cookies

    def _read_cookies(self) -> dict[str, str]:
        if "cookie" not in self._named:
            return {}
        parts = [part for line in self.header_values("cookie") for part in line.split(";")]
        pairs = [part.partition("=") for part in reversed(parts) if "=" in part]
        return {name.strip(): value.strip().strip('"') for name, _, value in pairs}

    @property
    def is_native(self) -> bool:
        """Whether a native app asks: it keeps no cookies and carries its token in a header."""
        return self.asked("_is_native") in ("1", "true")

    @property
    def media_type(self) -> str | None:
        """The content type without its parameters, in lower case."""
        value = self.header("content-type")
        return value.split(";")[0].strip().lower() if value else None

    @property
    def host(self) -> str | None:
        """The host that the caller used, without port; a front's forwarded host counts first."""
        return _without_port(self.header("x-forwarded-host")) or self.own_host

    @property
    def own_host(self) -> str | None:
        """The host by which this server was reached: no page can choose another for its requests."""
        return _without_port(self.header("host"))


def _without_port(named: str | None) -> str | None:
    return PORT.sub("", named.split(",")[0].strip().lower()) if named else None


@dataclass(frozen=True, slots=True)
class Weather:
    """What a fault does to an answer on its way: `delay` in milliseconds, `connection` drop, hang or None.

    `lag` is there when the answer did not see what was written within so many milliseconds.
    """

    fault: str
    delay: int = 0
    connection: str | None = None
    lag: int = 0


@dataclass
class Answer:
    """What goes out. `weather` is there when a fault struck: who writes answers lets it happen.

    `keeping` is its Cache-Control: browsers keep nothing, unless somebody decides otherwise.
    """

    status: int
    body: bytes = b""
    media_type: str | None = JSON
    headers: list[tuple[str, str]] = field(default_factory=list)
    weather: Weather | None = None
    keeping: str = "no-store"

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)
