"""Where browsers may be sent: absolute addresses of the app, never anybody's. No redirect itself."""

from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from mockfapi import errors
from mockfapi.world import World

LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")
HTTP = ("http", "https")
DANGEROUS = ("javascript", "data", "vbscript", "file", "blob", "about")


def require_allowed(world: World, url: str | None, param: str = "redirect_url") -> str:
    """The address, if browsers may be sent there: one of the app, of this instance, or of this machine."""
    if not url:
        raise errors.form_param_missing(param)
    parts = _split(url)
    if parts.scheme.lower() in DANGEROUS:
        raise errors.prohibited_redirect_url(param)
    if parts.scheme.lower() not in HTTP or not parts.hostname:
        raise errors.invalid_redirect_url(param)
    if not _is_ours(world, f"{parts.scheme}://{parts.netloc}".lower(), parts.hostname.lower()):
        raise errors.redirect_url_domain_mismatch(param)
    return url


def with_query(url: str, **added: str | None) -> str:
    """The address with these parameters in its query, in place of those of the same name."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in added]
    query = urlencode([*kept, *((name, value) for name, value in added.items() if value is not None)])
    return urlunsplit(parts._replace(query=query))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        raise errors.invalid_redirect_url("redirect_url") from None
    return parts


def _is_ours(world: World, origin: str, host: str) -> bool:
    """Localhost, the host of the instance, the home of the app, and what the instance lists."""
    instance = world.instance
    known = {it.lower() for it in (*instance.settings.behaviour.redirect_origins, instance.home_origin or "")}
    own = world.keys.frontend_api.lower()
    if host in LOOPBACK or host.endswith(".localhost") or origin in known:
        return True
    return host == own or (world.caller.origin or "").lower() == origin
