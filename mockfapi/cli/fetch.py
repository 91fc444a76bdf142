"""Asks a running mock for one of its worlds. Follows no redirect and no proxy: it goes where it was sent."""

import json
from contextlib import suppress
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from mockfapi.cli.failure import CommandError
from mockfapi.frozen import dataclass

PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Source:
    """A world of a running mock: its base URL without a slash at the end, its name, the control key."""

    url: str
    world: str
    key: str | None = None


class Straight(HTTPRedirectHandler):
    """Takes a redirect for a refusal: the key is for the address that was named."""

    def redirect_request(self, *_: Any) -> None:
        return None


def exported(source: Source) -> str:
    """The world as a scenario file. CommandError says what was in the way."""
    if urlsplit(source.url).scheme not in ("http", "https"):
        raise CommandError(f"{source.url!r} is no address of a mock: it begins with http:// or https://")
    opener = build_opener(ProxyHandler({}), Straight())
    headers = {} if source.key is None else {"X-Mockfapi-Key": source.key}
    place = f"{source.url}/w/{quote(source.world, safe='')}/__mockfapi/export"
    try:
        with opener.open(Request(place, headers=headers), timeout=PATIENCE_S) as answer:
            is_ours = answer.headers.get_content_type() == "application/yaml"
            body: bytes = answer.read()
    except HTTPError as refusal:
        with refusal:
            raise CommandError(f"{source.url} refuses: {_reason(refusal.read(), refusal.code)}") from None
    except (OSError, ValueError) as broken:
        reason = getattr(broken, "reason", broken)
        raise CommandError(f"nobody answers at {source.url}: {getattr(reason, 'strerror', reason)}") from None
    if not is_ours:
        raise CommandError(f"what answers at {source.url} is no mockfapi that can export")
    return body.decode()


def _reason(body: bytes, status: int) -> str:
    """What Clerk's shape of an error says, or the status."""
    told: Any = None
    with suppress(ValueError, LookupError, TypeError):
        told = json.loads(body)["errors"][0]["long_message"]
    return told if isinstance(told, str) else f"status {status}"
