"""What a handler may return besides a record: a bare record, a document, a redirect, nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Generic, TypeVar

from mockfapi.frozen import dataclass

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Alone(Generic[R]):
    """A record (or None) in the envelope without the client: it is the client itself."""

    record: R


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """A part of a list, how long the whole list is, and what else its page says."""

    records: Sequence[R]
    total: int
    further: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON body that is no record's face, such as the JWKS, and further headers."""

    body: Mapping[str, Any]
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A body that is not JSON, and further headers."""

    body: str
    media_type: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of an image."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """Sends the browser to another address."""

    location: str
    status: int = 307


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie that an answer sets; a `max_age` in seconds of 0 removes it.

    `domain` is for all hosts below it; `whole_site` ones reach beyond the path of the world.
    """

    name: str
    value: str
    max_age: int
    http_only: bool = True
    domain: str | None = None
    whole_site: bool = False
