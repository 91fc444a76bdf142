"""Proxies that apps put before the Frontend API: whether their address is one."""

from urllib.parse import urlsplit

from mockfapi import errors
from mockfapi.rules import redirects


def require_address(url: str) -> str:
    """The address of a proxy, absolute and of the web; anything else is refused."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise errors.invalid_proxy_configuration("proxy_url") from None
    if parts.scheme.lower() not in redirects.HTTP or not parts.hostname:
        raise errors.invalid_proxy_configuration("proxy_url")
    return url
