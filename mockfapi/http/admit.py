"""Who is asking: versions, origins, dev browsers, cookies, native tokens, secret keys."""

import re
from datetime import date

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.http.call import (
    BrowserCall,
    Device,
    DeviceCall,
    MachineCall,
    PublicCall,
    SessionCall,
    TokenCall,
)
from mockfapi.http.wire import Request
from mockfapi.rules import (
    dev_browsers,
    handshakes,
    machines,
    reverifications,
    session_tokens,
    sessions,
    testing_tokens,
    tokens,
)
from mockfapi.spec import Operation
from mockfapi.world import World
from mockfapi.world.records import DevBrowser, Session
from mockfapi.world.worlds import DEFAULT

CLAIMS_2_SINCE = "2025-04-10"
CLIENT_COOKIE = "__client"
DEV_BROWSER = "__clerk_db_jwt"
ATTEMPTS = ("/v1/client/sign_ins/", "/v1/client/sign_ups/")
DEV_BROWSER_NAMES = (DEV_BROWSER, "__dev_session")
PROXY_URL, PROXY_KEY = "clerk-proxy-url", "clerk-secret-key"
VERSION_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def token_version(world: World, request: Request) -> int:
    """Which claims tokens carry: that of the asked API version, unless the instance fixes it."""
    header, query = request.header("clerk-api-version"), request.asked("__clerk_api_version")
    if header and query:
        raise errors.api_version_invalid()
    asked = header or query
    if asked and not _is_date(asked):
        raise errors.api_version_invalid()
    # Control requests may stand in no world at all: then there is no instance to fix anything.
    fixed = world.instance.settings.behaviour.token_version if len(world.instances) else None
    return fixed or (1 if asked and asked < CLAIMS_2_SINCE else 2)


def _is_date(text: str) -> bool:
    if VERSION_DATE.fullmatch(text) is None:
        return False
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def origin(request: Request) -> str | None:
    values = request.header_values("origin")
    if len(values) > 1:
        raise errors.multiple_origin_header_values_forbidden()
    if len(request.header_values("authorization")) > 1:
        raise errors.multiple_authorization_header_values_forbidden()
    return values[0] if values else None


def backend(world: World, request: Request, kind: type[PublicCall]) -> None:
    """Lets the secret key of this world in and, where machines may call, those of its machines."""
    secret = bearer(request)
    if secret is None:
        raise errors.authorization_header_format_invalid()
    if secret != world.keys.secret_key and not (issubclass(kind, MachineCall) and machine(world, request)):
        raise errors.clerk_key_invalid()


def machine(world: World, request: Request) -> str | None:
    """The id of the machine whose key the request shows, if it shows one."""
    found = machines.of_secret_key(world, bearer(request) or "")
    return None if found is None else found.id


def bearer(request: Request) -> str | None:
    kind, _, value = (request.header("authorization") or "").partition(" ")
    return value.strip() or None if kind.lower() == "bearer" else None


def device(world: World, request: Request) -> Device:
    """How this request identifies its browser: native token, dev browser, or cookie, in this order."""
    if request.is_native:
        return _native(world, request)
    if request.header("authorization") is not None and request.header("origin") is not None:
        raise errors.origin_authorization_headers_conflict()
    for name in DEV_BROWSER_NAMES:
        if token := request.asked(name):
            found = _dev_browser(world, token)
            return Device(found.client_id, found)
    if cookie := request.cookies.get(CLIENT_COOKIE):
        client = tokens.client_of_token(world, cookie)
        return Device(client.id if client else None, token=cookie)
    kept = world.dev_browsers.find(request.cookies.get(DEV_BROWSER))
    return Device(kept.client_id, kept) if kept else Device()


def passing(world: World, request: Request) -> Device:
    """Like `device`, for a browser that must go on in any case: it is known, or it is not.

    A click names no dev browser, but a page on the same host name has left its own as a cookie of its key.
    """
    left = world.dev_browsers.find(request.cookies.get(f"{DEV_BROWSER}_{handshakes.suffix(world)}"))
    if left is not None and not any(request.asked(name) for name in DEV_BROWSER_NAMES):
        return Device(left.client_id, left)
    try:
        return device(world, request)
    except ClerkError:
        return Device()


def proxy(world: World, request: Request) -> None:
    """Lets requests through that a proxy passes on, if it holds the secret key of this world."""
    if request.header(PROXY_URL) is None:
        return
    secret = request.header(PROXY_KEY)
    if not secret:
        raise errors.proxy_request_missing_secret_key()
    if secret != world.keys.secret_key:
        raise errors.proxy_request_invalid_secret_key()


def _native(world: World, request: Request) -> Device:
    if request.header("origin") is not None and request.header("authorization") is not None:
        raise errors.origin_authorization_headers_conflict()
    token = (bearer(request) or request.header("authorization") or "").strip()
    if not token or token.lower() == "bearer":
        return Device(native=True)
    client = tokens.client_of_token(world, token)
    return Device(client.id if client else None, native=True, token=token)


def _dev_browser(world: World, token: str) -> DevBrowser:
    found = world.dev_browsers.find(token)
    if found is not None:
        return found
    # A restart of the standalone server must not break the tabs that are open.
    if world.name == DEFAULT and dev_browsers.is_well_formed(token):
        return dev_browsers.adopt(world, token)
    raise errors.dev_browser_unauthenticated()


def check(call: PublicCall, operation: Operation) -> None:
    """Refuses a request without a client where the handler needs one, with a listed status."""
    if isinstance(call, BrowserCall) and call.world.clients.find(call.device.client_id) is None:
        goes_on = operation.method != "GET" and operation.path.startswith(ATTEMPTS)
        raise errors.client_not_found() if goes_on else errors.signed_out()


def spare_captchas(call: PublicCall) -> None:
    """Remembers on the client that its requests show a testing token."""
    if call.world.caller.testing_token is not None and isinstance(call, DeviceCall) and call.client:
        testing_tokens.remember(call.world, call.client)


def sign_in(call: PublicCall, request: Request) -> None:
    """Finds the session or the machine to act for where the handler needs one."""
    if isinstance(call, SessionCall):
        call.session_id = _session(call.world, call, request).id
    if isinstance(call, TokenCall):
        call.session_id = session_tokens.session_of(call.world, bearer(request)).id
    if isinstance(call, MachineCall):
        call.machine_id = machine(call.world, request)


def recent(call: PublicCall) -> None:
    """Refuses a sensitive operation where the session's last proof is too old."""
    if isinstance(call, SessionCall):
        reverifications.require_recent(call.world, call.session)


def _session(world: World, call: BrowserCall, request: Request) -> Session:
    """The session to act for: the one that is named, else the client's last active, else its oldest."""
    client = call.client
    if named := request.asked("_clerk_session_id"):
        found = world.sessions.find(named)
        if found is None or found.client_id != client.id:
            raise errors.authentication_invalid()
        sessions.require_live(world, found)
        return found
    live = [it for it in world.sessions.where(client_id=client.id) if sessions.is_live(world, it)]
    if not live:
        raise errors.signed_out()
    return next((it for it in live if it.id == client.last_active_session_id), live[0])
