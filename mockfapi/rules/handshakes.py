"""Handshakes: a server sends a browser here and it comes back with the cookies of its session. No HTTP."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b, sha1
from urllib.parse import urlsplit

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.rules import (
    clients,
    dev_browsers,
    nonces,
    redirects,
    satellites,
    sessions,
    signing_keys,
    tokens,
)
from mockfapi.world import World
from mockfapi.world.records import Client, DevBrowser, HandshakePayload, Session

HANDSHAKE, NONCE = "__clerk_handshake", "__clerk_handshake_nonce"
CLIENT_UAT, SESSION, REFRESH = "__client_uat", "__session", "__refresh"
TEN_YEARS = 315_360_000
DEVELOPMENT = ".accounts.dev"
SUFFIX_LENGTH, REFRESH_LENGTH, NONCE_LENGTH = 8, 20, 32


@dataclass(frozen=True, slots=True)
class Asked:
    """What a handshake is to do. `organization` is an id or slug to act for, empty text the personal account.

    `as_nonce` leaves the cookies here, for the server to fetch once; `suffixed` adds copies of the cookies
    whose names tell instances apart. `trusted` says that the app's own server chose the address.
    """

    redirect_url: str | None
    as_nonce: bool = False
    organization: str | None = None
    suffixed: bool = True
    satellite: str | None = None
    version: int = 2
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the browser goes, and the cookie that it takes along where it cannot be in the address."""

    location: str
    cookie: tuple[str, str] | None = None
    domain: str | None = None


def answer(world: World, client: Client | None, dev_browser: DevBrowser | None, asked: Asked) -> Outcome:
    """The browser goes back to the app with its session, or with the news that nobody is signed in.

    In development the payload is in the address, in production in a cookie that app and instance share. A
    browser without a dev browser gets one. An address that is not the app's is refused, unless it is trusted.
    """
    url = _checked(world, asked)
    added: dict[str, str] = {}
    if dev_browsers.are_in_use(world) and dev_browser is None:
        dev_browser = _new_dev_browser(world, client)
        added[dev_browsers.NAME] = dev_browser.id
    _activate(world, client, asked.organization)
    lines = directives(world, client, dev_browser, asked)
    name, payload = _delivered(world, lines, as_nonce=asked.as_nonce)
    if dev_browsers.are_in_use(world):
        return Outcome(redirects.with_query(url, **{name: payload}, **added))
    return Outcome(url, (name, payload), _shared_domain(world, url))


def directives(
    world: World, client: Client | None, dev_browser: DevBrowser | None, asked: Asked
) -> list[str]:
    """The Set-Cookie lines for the app's own host, those that remove something first."""
    url = asked.redirect_url or ""
    session = _session(world, client)
    lines = [_line(url, name, "", 0, domain=it) for name, it in _outdated(world, url)]
    if session is None or client is None:
        values = {CLIENT_UAT: ("0", TEN_YEARS), SESSION: ("", 0), REFRESH: ("", 0)}
    else:
        token = tokens.session_token(world, session, origin=_origin(url), version=asked.version)
        values = {
            CLIENT_UAT: (str(_changed_at(world, client)), TEN_YEARS),
            SESSION: (token, TEN_YEARS),
            REFRESH: (refresh_token(world, session), TEN_YEARS),
        }
    if dev_browser is not None and dev_browsers.are_in_use(world):
        values[dev_browsers.NAME] = (dev_browser.id, TEN_YEARS)
    for name, (value, max_age) in values.items():
        lines += _lines(world, url, name, value, max_age, asked.suffixed)
    return lines


def kept_cookies(world: World, url: str, values: Mapping[str, str], *, suffixed: bool) -> list[str]:
    """The Set-Cookie lines for values that the app's own host keeps for years."""
    lines = [_lines(world, url, name, value, TEN_YEARS, suffixed) for name, value in values.items()]
    return [line for each in lines for line in each]


def redeem(world: World, nonce: str) -> HandshakePayload:
    """What a nonce stands for, once and for a short time; afterwards it is unknown."""
    it = world.handshakes.find(nonce)
    if it is None or it.client_id is not None or world.clock.now >= it.expire_at:
        raise errors.resource_not_found(kind="handshake", id=nonce)
    world.handshakes.remove(nonce)
    return it


def refresh_token(world: World, session: Session) -> str:
    """The text with which a server may ask for another token of a session. It follows from the session."""
    words = f"refresh|{world.keys.seal}|{session.id}".encode()
    return urlsafe_b64encode(blake2b(words).digest()).decode()[:REFRESH_LENGTH]


def suffix(world: World) -> str:
    """What cookies of this instance end in, so that several may live on one host.

    Apps and their pages go by the key that they were built with: that of the host under which they reach us.
    """
    host = satellites.host_of(world.caller.address).partition(":")[0]
    keys = replace(world.keys, frontend_api=host) if host.endswith(DEVELOPMENT) else world.keys
    digest = sha1(keys.publishable_key.encode(), usedforsecurity=False).digest()
    return urlsafe_b64encode(digest).decode()[:SUFFIX_LENGTH]


def _checked(world: World, asked: Asked) -> str:
    if not asked.redirect_url or not asked.redirect_url.strip():
        raise errors.invalid_handshake(reason="redirect_url is missing")
    hosts: set[str] = set()
    if asked.satellite:
        satellites.require_known(world, asked.satellite, "satellite_fapi")
        hosts = satellites.sites(world)
    if asked.trusted:
        return asked.redirect_url
    return redirects.require_allowed(world, asked.redirect_url, hosts=hosts)


def _new_dev_browser(world: World, client: Client | None) -> DevBrowser:
    made = dev_browsers.create(world)
    return made if client is None else dev_browsers.bind(world, made, client)


def _session(world: World, client: Client | None) -> Session | None:
    return None if client is None else world.sessions.find(clients.last_active_session(world, client))


def _activate(world: World, client: Client | None, organization: str | None) -> None:
    """Acts for the organization from now on; one that cannot be is left alone."""
    session = _session(world, client)
    if session is None or organization is None:
        return
    try:
        sessions.touch(world, session, active_organization=organization, intent="select_org")
    except ClerkError:
        return


def _delivered(world: World, lines: list[str], *, as_nonce: bool) -> tuple[str, str]:
    behaviour, now = world.instance.settings.behaviour, world.clock.now
    if not as_nonce or not behaviour.handshake_nonces:
        return HANDSHAKE, signing_keys.sign(world, {"handshake": lines})
    id = world.chance.token("handshake", NONCE_LENGTH)
    nonces.keep(world, HandshakePayload(id, tuple(lines), now, now + behaviour.handshake_lifetime))
    return NONCE, id


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _changed_at(world: World, client: Client) -> int:
    """When the client last changed, by the clock that stamps tokens: servers compare the two."""
    return max(1, (client.updated_at - world.clock.offset) // 1000)


def _outdated(world: World, url: str) -> list[tuple[str, str | None]]:
    """Cookies that may lie under a wider domain or under this host, and would be read first."""
    shared = _shared_domain(world, url)
    wider = [(CLIENT_UAT, shared)] if shared else []
    return [*wider, (HANDSHAKE, shared), (NONCE, shared)]


def _shared_domain(world: World, url: str) -> str | None:
    """The domain under which both the app and this instance are served, if cookies can be set for it."""
    mine = (urlsplit(world.caller.address).hostname or world.keys.frontend_api).split(".")
    theirs = (urlsplit(url).hostname or "").split(".")
    shared: list[str] = []
    for left, right in zip(reversed(mine), reversed(theirs), strict=False):
        if left != right:
            break
        shared.insert(0, left)
    return ".".join(shared) if len(shared) >= 2 and not shared[-1].isdigit() else None


def _lines(world: World, url: str, name: str, value: str, max_age: int, suffixed: bool) -> list[str]:
    """The line of a cookie, and that of its copy whose name tells instances apart."""
    names = [name, f"{name}_{suffix(world)}"] if suffixed else [name]
    return [_line(url, it, value, max_age) for it in names]


def _line(url: str, name: str, value: str, max_age: int, *, domain: str | None = None) -> str:
    attributes = [f"{name}={value}", "Path=/", f"Max-Age={max_age}", "SameSite=Lax"]
    attributes += [f"Domain={domain}"] if domain else []
    attributes += ["Secure"] if url.lower().startswith("https:") else []
    attributes += ["HttpOnly"] if name.startswith(REFRESH) else []
    return "; ".join(attributes)
