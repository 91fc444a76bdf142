"""Where an instance is at home: its domains, checks of their proxies, and where redirects may lead."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain of the instance: the primary one, or a satellite that borrows its sessions."""

    id: str
    name: str
    created_at: int
    updated_at: int
    is_satellite: bool = True
    proxy_url: str | None = None


@dataclass(frozen=True, slots=True)
class ProxyCheck:
    """A look at the proxy of a domain, and what came of it."""

    id: str
    domain_id: str
    proxy_url: str
    successful: bool
    created_at: int
    updated_at: int
    last_run_at: int | None = None


@dataclass(frozen=True, slots=True)
class RedirectUrl:
    """An address that flows may lead back to, besides those of the app."""

    id: str
    url: str
    created_at: int
    updated_at: int
