"""Where a request goes: its world, its door and the parts of its path. Decided before routing."""

import json
from base64 import urlsafe_b64decode
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import parse_qsl

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.http.admit import CLIENT_COOKIE, DEV_BROWSER, DEV_BROWSER_NAMES, PROXY_KEY, bearer
from mockfapi.http.route import segments
from mockfapi.http.wire import FORM, Request
from mockfapi.world import World
from mockfapi.world.worlds import Worlds

CONTROL = "__mockfapi"
WORLD_PREFIX = "w"
SECRET_KEYS = ("sk_", "ak_")
# Links of messages carry nothing but a sealed token, under one of these names.
LINKS = ("token", "ticket")
VERBS = ("GET", "PUT", "PATCH", "DELETE", "POST")


@dataclass(frozen=True, slots=True)
class Address:
    """`prefix` is the part of the path that named the world, or nothing."""

    world: World
    parts: list[str]
    prefix: str = ""

    @property
    def is_control(self) -> bool:
        return self.parts[:1] == [CONTROL]


def address_of(worlds: Worlds, request: Request) -> Address:
    """Finds the world: by prefix, else by what the request carries, else the default one."""
    parts = segments(request.path)
    if len(parts) >= 2 and parts[0] == WORLD_PREFIX:
        named = worlds.named(parts[1])
        if named is None:
            raise unknown_world(worlds, parts[1])
        return Address(named, parts[2:], "" if request.routed else f"/{WORLD_PREFIX}/{parts[1]}")
    world = _of_credentials(worlds, request) or worlds.of_host(request.host or "") or worlds.default
    if world is None and parts[:1] == [CONTROL]:
        world = worlds.nowhere
    if world is None:
        # Libraries of servers look for this code; a key that no open world has is refused as such.
        raise errors.clerk_key_invalid() if is_backend(request) else errors.host_invalid()
    return Address(world, parts)


def unknown_world(worlds: Worlds, name: str) -> ClerkError:
    """The refusal of a world that is not open; it tells where those that are can be found."""
    close = get_close_matches(name, [it.name for it in worlds], n=3)
    nearest = f" Nearest: {', '.join(close)}." if close else ""
    return errors.world_not_found(name=name, nearest=nearest, worlds=f"/{CONTROL}/worlds")


def _of_credentials(worlds: Worlds, request: Request) -> World | None:
    token = bearer(request)
    if token is not None and token.startswith(SECRET_KEYS):
        return worlds.of_secret_key(token) or worlds.of_credential(token)
    if (passed_on := worlds.of_secret_key(request.header(PROXY_KEY) or "")) is not None:
        return passed_on
    for name in DEV_BROWSER_NAMES:
        if dev_browser := request.asked(name):
            return worlds.of_credential(dev_browser)
    links = [request.asked(name) for name in LINKS]
    for sealed in (*links, request.cookies.get(CLIENT_COOKIE), token, request.header("authorization")):
        if sealed and (world := worlds.of_key_id(_key_id(sealed))) is not None:
            return world
    return worlds.of_credential(request.cookies.get(DEV_BROWSER, ""))


def _key_id(token: str) -> str:
    """The key id that a JWT claims; it only chooses the world, which then checks the signature."""
    return _key_id_of(token.partition(".")[0])


@lru_cache(maxsize=1024)
def _key_id_of(head: str) -> str:
    try:
        header = json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, RecursionError):
        return ""
    kid = header.get("kid") if isinstance(header, dict) else None
    return kid if isinstance(kid, str) else ""


def is_backend(request: Request) -> bool:
    return (bearer(request) or "").startswith(SECRET_KEYS)


def method_of(request: Request) -> str:
    """The method meant: browsers send GET and POST only and name the rest in the query or in the form."""
    if request.method == "HEAD":
        return "GET"
    if request.method != "POST":
        return request.method
    asked = request.asked("_method")
    if asked is None and request.media_type == FORM and b"_method=" in request.body:
        form = parse_qsl(request.body.decode("latin-1"), keep_blank_values=True)
        asked = next((value for name, value in form if name == "_method"), None)
    return asked.upper() if asked and asked.upper() in VERBS else "POST"
