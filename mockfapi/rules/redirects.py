"""Where browsers may be sent: absolute addresses of the app, never anybody's. No redirect itself."""

import re
from collections.abc import Container
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from mockfapi import errors
from mockfapi.world import World

LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")
HTTP = ("http", "https")
# Browsers take a backslash for a slash and drop control characters: the host would be another one.
AMBIGUOUS = re.compile(r"[\x00-\x1f\x7f\\]")
HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
DANGEROUS = ("javascript", "data", "vbscript", "file", "blob", "about")


def require_allowed(
    world: World, url: str | None, param: str = "redirect_url", hosts: Container[str] = ()
) -> str:
    """The address, if browsers may be sent there: one of the app, of this instance, or of this machine.

    `hosts` are allowed too. Schemes of native apps lead only where the instance lists them.
    """
    if not url or not url.strip():
        raise errors.form_param_missing(param)
    url, parts = url.strip(), _split(url, param)
    if parts.scheme in DANGEROUS:
        raise errors.prohibited_redirect_url(param)
    if not parts.scheme:
        raise errors.invalid_redirect_url(param)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    if parts.scheme not in HTTP:
        if not _listed(world) & {origin, f"{origin}{parts.path}"}:
            raise errors.resource_missmatch(param)
        return url
    if not HOST.fullmatch(parts.hostname or "") or parts.username is not None:
        raise errors.invalid_redirect_url(param)
    if parts.hostname not in hosts and not _is_ours(world, origin, parts.hostname or ""):
        raise errors.redirect_url_domain_mismatch(param)
    return url


def require_absolute(url: str, param: str = "redirect_url") -> str:
    """The address of somebody who holds the secret key: wherever it leads, but it must lead somewhere."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise errors.invalid_redirect_url(param) from None
    if parts.scheme.lower() in DANGEROUS:
        raise errors.prohibited_redirect_url(param)
    if not parts.scheme or not parts.netloc:
        raise errors.invalid_redirect_url(param)
    return url.strip()


def with_query(url: str, **added: str | None) -> str:
    """The address with these parameters in its query, in place of those of the same name."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in added]
    query = urlencode([*kept, *((name, value) for name, value in added.items() if value is not None)])
    return urlunsplit(parts._replace(query=query))


def _split(url: str, param: str) -> SplitResult:
    """The parts of an address that browsers read the way we do."""
    try:
        url.encode()
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        raise errors.invalid_redirect_url(param) from None
    if AMBIGUOUS.search(url.strip()):
        raise errors.invalid_redirect_url(param)
    return parts


def _listed(world: World) -> set[str]:
    """What the instance lists: origins, addresses of native apps; of addresses of the web their origins."""
    behaviour = world.instance.settings.behaviour
    listed = {it.lower().rstrip("/") for it in (*behaviour.redirect_origins, *behaviour.allowed_origins)}
    for it in world.redirect_urls:
        parts = urlsplit(it.url)
        listed |= {it.url.lower().rstrip("/"), f"{parts.scheme}://{parts.netloc}".lower()}
    return listed


def _is_ours(world: World, origin: str, host: str) -> bool:
    """This machine, the host of the instance, home and asking page of the app, what the instance lists."""
    if host in LOOPBACK or host.endswith(".localhost") or host == world.keys.frontend_api.lower():
        return True
    home, asking = world.instance.home_origin or "", world.caller.origin or ""
    return origin in {home.lower(), asking.lower()} | _listed(world)
