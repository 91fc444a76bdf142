"""What a page of an attached browser hears from Clerk's hosts. How it travels: `attaching`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from os import PathLike
from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi.clerk.browsing import hosts, stand_ins
from mockfapi.clerk.browsing.hosts import Hosts, Place
from mockfapi.clerk.browsing.packages import MissingError, Packages
from mockfapi.clerk.lease import Lease
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.http import cors
from mockfapi.http.admit import CLIENT_COOKIE as CLIENT
from mockfapi.http.dispatch import Reception
from mockfapi.http.wire import Answer, Request
from mockfapi.rules import dev_browsers, tokens
from mockfapi.world import World
from mockfapi.world.records import Client

Cookies = Iterable[Mapping[str, Any]]
# What the transport made is made anew.
OWN = {"content-length", "host", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-for"}
UNAVAILABLE = 503
# The app's server has Clerk's API behind a nonce; here it may have the key that verifies tokens, and no more.
HANDSHAKE, NONCE = "/v1/client/handshake", re.compile(r"(?:^|&)format=nonce(?=&|$)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a page. Header names are in lower case; `kind` is what the page wants it for."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    kind: str

    @property
    def is_navigation(self) -> bool:
        return self.kind == "document"


class Answers:
    """One browser's Clerk: a world, and the scripts of the app. `client_id` is who the browser is there."""

    def __init__(
        self, reception: Reception, lease: Lease, scripts: str | PathLike[str] | None, front: str | None
    ) -> None:
        self._reception = reception
        self.lease = lease
        self.hosts = Hosts(front, lease.last_sight)
        self.packages = Packages(scripts)
        self.client_id: str | None = None
        self.refused: list[str] = []

    def to(self, asked: Asked, cookies: Cookies) -> Answer | None:
        """The answer, or None to what is none of ours. `cookies` are all that the browser has."""
        place = self.hosts.place(asked.url)
        if place is None:
            return None
        if self.lease.over:
            over = f"the world {self.lease.name!r} is closed: the test that attached this page is over"
            return self._refusal(asked, over, UNAVAILABLE)
        if asked.method == "OPTIONS" and place.kind not in (hosts.API, hosts.BACKEND):
            return self._allowed(asked, cors.preflight(_request(asked, place, None, {}), ["GET", "POST"]))
        if place.kind in (hosts.API, hosts.BACKEND):
            return self._of_world(asked, place, cookies)
        return self._allowed(asked, self._stand_in(asked, place))

    def home(self, world: World, cookies: Cookies) -> Client | None:
        """The client that stands for the browser: that of a cookie, else the one who was signed in."""
        for it in _dev_browsers(world, cookies):
            if (client := world.clients.find(it.client_id)) is not None:
                return client
        for cookie in cookies:
            if cookie["name"] == CLIENT and (client := _client(world, cookie["value"])) is not None:
                return client
        return world.clients.find(self.client_id)

    def settle(self, world: World, cookies: Cookies, client: Client) -> None:
        """From now on the browser is this client, on every page whose dev browser was nobody yet."""
        self.client_id = client.id
        for it in _dev_browsers(world, cookies):
            if world.clients.find(it.client_id) is None:
                dev_browsers.bind(world, it, client)

    def _of_world(self, asked: Asked, place: Place, cookies: Cookies) -> Answer:
        more = self._vouched(place)
        if place.kind == hosts.API:
            # Not the lease: whoever listens is told by another thread, as a live server does it.
            with self._reception.lock:
                more |= self._known(self.lease.world, asked, place, cookies)
        return self._reception.serve(_request(asked, place, self.lease.name, more))

    def _vouched(self, place: Place) -> dict[str, str]:
        """What a proxy adds, where the app has its own in front of Clerk."""
        if place.base == self.hosts.front and urlsplit(place.base).path:
            return {"clerk-proxy-url": place.base, "clerk-secret-key": self.lease.world.keys.secret_key}
        return {}

    def _known(self, world: World, asked: Asked, place: Place, cookies: Cookies) -> dict[str, str]:
        """Makes the browser one for the world, whichever page asks: a link that is clicked names nobody."""
        me = world.clients.find(self.client_id)
        named = parse_qs(place.query).get(dev_browsers.NAME)
        if me is not None and named:
            self.settle(world, [{"name": dev_browsers.NAME, "value": named[0]}], me)
        brought = asked.headers.get("cookie", "")
        if CLIENT in (it.partition("=")[0].strip() for it in brought.split(";")):
            return {}
        client = self.home(world, cookies) if asked.is_navigation else me
        if client is None:
            return {}
        own = f"{CLIENT}={tokens.client_token(world, client)}"
        return {"cookie": f"{brought}; {own}" if brought else own}

    def _stand_in(self, asked: Asked, place: Place) -> Answer:
        match place.kind:
            case hosts.PACKAGE:
                return self._script(asked, place)
            case hosts.IMAGE:
                return stand_ins.picture(place.path)
            case hosts.TELEMETRY:
                return stand_ins.telemetry()
            case hosts.CAPTCHA:
                accepted = self.lease.world.instance.settings.behaviour.captcha_tokens
                return stand_ins.captcha(next(iter(accepted), ""))
            case hosts.PORTAL:
                return self._portal(place)
        host = urlsplit(asked.url).netloc
        reason = (
            f"this page asks {host}, which is no development instance of Clerk. Build it with a key that "
            f"begins with pk_test_, or say that this host is meant: clerk.attach(page, frontend_api={host!r})"
        )
        return self._refusal(asked, reason)

    def _script(self, asked: Asked, place: Place) -> Answer:
        try:
            return stand_ins.script(*self.packages.read(place.path))
        except MissingError as reason:
            if asked.kind == "script":
                return self._refusal(asked, str(reason))
            self.refused.append(f"{asked.url}: {reason}")
            return stand_ins.nothing(str(reason))

    def _portal(self, place: Place) -> Answer:
        found = self.packages.find("clerk-js")
        # The portal of foo.accounts.dev belongs to the instance at foo.clerk.accounts.dev.
        name = urlsplit(place.base).netloc.partition(".")[0]
        keys = replace(self.lease.world.keys, frontend_api=f"{name}.clerk.accounts.dev")
        return stand_ins.portal(keys, place.path, found.major if found else "5")

    def _refusal(self, asked: Asked, reason: str, status: int | None = None) -> Answer:
        self.refused.append(f"{asked.url}: {reason}")
        answer = stand_ins.refusal(reason, is_script=asked.kind == "script")
        if status is not None and asked.kind != "script":
            answer.status = status
        return self._allowed(asked, answer)

    def _allowed(self, asked: Asked, answer: Answer) -> Answer:
        """Lets the page read it, unless it is for everybody."""
        if answer.header("Access-Control-Allow-Origin") is not None:
            return answer
        return cors.allow(Request("GET", "/", headers=list(asked.headers.items())), answer)


def _request(asked: Asked, place: Place, world: str | None, more: Mapping[str, str]) -> Request:
    """The request as the world reads it, which is named whatever the page's key says."""
    told = {name: value for name, value in asked.headers.items() if name not in OWN}
    parts = urlsplit(place.base)
    told |= {"host": parts.netloc, "x-forwarded-proto": parts.scheme, **more}
    is_backend = place.kind == hosts.BACKEND
    # Links that callers in process have caused name the world, too.
    prefix = f"/w/{world}"
    path = place.path.removeprefix(prefix) if place.path.startswith(f"{prefix}/") else place.path
    return Request(
        asked.method,
        path,
        NONCE.sub("", place.query) if path.endswith(HANDSHAKE) else place.query,
        list(told.items()),
        asked.body,
        for_backend=is_backend,
        world=world,
    )


def _dev_browsers(world: World, cookies: Cookies) -> Iterator[Any]:
    """The dev browsers of this world that a browser has kept, each once."""
    named = [it["value"] for it in cookies if it["name"].startswith(dev_browsers.NAME)]
    return (it for it in map(world.dev_browsers.find, dict.fromkeys(named)) if it is not None)


def _client(world: World, token: str) -> Client | None:
    try:
        return tokens.client_of_token(world, token)
    except ClerkError:
        return None
