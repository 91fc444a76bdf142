"""Which addresses of a page are Clerk's, and what lies there. What is answered: `answering`."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from mockfapi.frozen import dataclass
from mockfapi.http.cors import is_loopback
from mockfapi.rules import satellites
from mockfapi.transports.hosts import DEVELOPMENT, is_development
from mockfapi.world import World

API, BACKEND, PACKAGE, PORTAL = "api", "backend", "package", "portal"
IMAGE, TELEMETRY, CAPTCHA, STRANGER = "image", "telemetry", "captcha", "stranger"

# Everybody's hosts.
KINDS = {
    "api.clerk.com/": BACKEND,
    "api.clerk.dev/": BACKEND,
    "cdn.jsdelivr.net/npm/@clerk/": PACKAGE,
    "unpkg.com/@clerk/": PACKAGE,
    "img.clerk.com/": IMAGE,
    "images.clerk.com/": IMAGE,
    "images.clerk.dev/": IMAGE,
    "clerk-telemetry.com/": TELEMETRY,
    "staging.clerk-telemetry.com/": TELEMETRY,
    "challenges.cloudflare.com/turnstile/": CAPTCHA,
}
# What tells clerk-js apart on hosts that nobody named: its scripts, its calls, and the way between domains.
TRACES = (
    r"https://clerk\.[^/?#]+/npm/@clerk/",
    r"https://[^/?#]+/v1/[^#]*[?&]_clerk_js_version=",
    r"https://[^/?#]+/v1/client/(?:sync|link)\?",
)
HOST = re.compile(r"(?!-)[a-z0-9.-]+(?::\d{1,5})?")
PORTALS = re.compile(r"(?P<name>[a-z0-9-]+)\.accounts\.dev")
NO_PORTAL = re.compile(r"/(?:v1|npm|oauth|\.well-known|w)(?:/|$)")


@dataclass(frozen=True, slots=True)
class Place:
    """What an address leads to. `base` is its beginning that page and world agree on, `path` what follows."""

    kind: str
    base: str
    path: str
    query: str


class Hosts:
    """The hosts that belong to Clerk, seen from the pages of one browser.

    `front` is where the app's own key or proxy leads, if that is told: a publishable key, a host, a URL.
    """

    def __init__(self, front: str | None, world: Callable[[], World]) -> None:
        self.front = None if front is None else front_of(front)
        self._world = world

    @property
    def pattern(self) -> re.Pattern[str]:
        """What has to be looked at. Both Python and the browser's side of Playwright read it."""
        suffixes = "|".join(map(re.escape, DEVELOPMENT))
        parts = [
            rf"https://(?:[^/?#]+\.)?(?:{suffixes})(?::\d+)?(?:[/?#]|$)",
            *(rf"https://{re.escape(it)}(?:[/?#]|$)" for it in _own(self._world())),
            *(f"https://{re.escape(it)}" for it in KINDS),
            *TRACES,
        ]
        if self.front is not None:
            parts.append(rf"{re.escape(self.front)}(?:[/?#]|$)")
        return re.compile(f"^(?:{'|'.join(parts)})")

    @property
    def base(self) -> str:
        """Where the pages of this browser find the world."""
        return self.front or f"https://{self._world().keys.frontend_api}"

    def place(self, url: str) -> Place | None:
        """What is there, or None where it is nothing of Clerk's."""
        parts = urlsplit(url)
        base, path = f"{parts.scheme}://{parts.netloc}", parts.path or "/"
        if self.front is not None and f"{base}{path}".startswith(f"{self.front}/"):
            base, path = self.front, f"{base}{path}"[len(self.front) :]
            kind: str | None = PACKAGE if path.startswith("/npm/") else API
        else:
            kind = self._kind(parts.netloc.lower(), path, url)
        if kind == PACKAGE:
            path = path.removeprefix("/npm")
        return None if kind is None else Place(kind, base, path, parts.query)

    def _kind(self, host: str, path: str, url: str) -> str | None:
        if not url.startswith("https://"):
            return None
        for beginning, kind in KINDS.items():
            if f"{host}{path}".startswith(beginning):
                return kind
        if host in _own(self._world()) or is_development(host):
            if path.startswith("/npm/"):
                return PACKAGE
            return PORTAL if PORTALS.fullmatch(host) and not NO_PORTAL.match(path) else API
        foreign = any(re.match(it, url) for it in TRACES[:2]) and not is_loopback(f"https://{host}")
        return STRANGER if foreign else None


def front_of(told: str) -> str:
    """The base URL that a publishable key, a host or the URL of a proxy means."""
    text = told.strip()
    if text.startswith("pk_live_"):
        raise ValueError(
            f"{text[:12]}... is the publishable key of a production instance: build pages that are tested "
            "with one that begins with pk_test_; any will do"
        )
    host = _host_of_key(text) if text.startswith("pk_test_") else text
    scheme, split, rest = host.partition("://")
    if not split:
        scheme, rest = "https", host
    name, slash, path = rest.rstrip("/").partition("/")
    if scheme not in ("http", "https") or not HOST.fullmatch(name.lower()) or "?" in path or "#" in path:
        raise ValueError(
            f"frontend_api {told!r} is none: say a publishable key (pk_test_...), a host such as "
            "foo-bar-1.clerk.accounts.dev, or the URL of the app's proxy"
        )
    return f"{scheme}://{name.lower()}{slash}{path}"


def _host_of_key(key: str) -> str:
    try:
        text = b64decode(key.removeprefix("pk_test_") + "==").decode("ascii")
    except (NotBase64, UnicodeDecodeError):
        text = ""
    # A key that says nothing is refused with the others, by what it is.
    return text[:-1] if text.endswith("$") and "/" not in text else key


def _own(world: World) -> Iterable[str]:
    """The hosts by which a world is known: that of its key, those of its satellites."""
    return [world.keys.frontend_api.lower(), *sorted(satellites.hosts(world))]
