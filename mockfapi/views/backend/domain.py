"""Domains, checks of their proxies, and the addresses that redirects may lead to."""

from mockfapi.rules import domains
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Domain, ProxyCheck, RedirectUrl

ZONE = "clerk.services"
RECORDS = ("clerk", "accounts")


def domain(lens: Lens, it: Domain) -> Json:
    """In production with the names that have to be set up for it."""
    production = domains.is_production(lens.world)
    return {
        "object": "domain",
        "id": it.id,
        "name": it.name,
        "is_satellite": it.is_satellite,
        "frontend_api_url": domains.frontend_api(lens.world, it),
        "accounts_portal_url": None if it.is_satellite else f"https://accounts.{it.name}",
        "proxy_url": it.proxy_url,
        "development_origin": "" if production else lens.world.instance.home_origin or "",
        "cname_targets": [_target(it, record) for record in RECORDS] if production else None,
    }


def _target(it: Domain, record: str) -> Json:
    needed = record == "clerk" and it.proxy_url is None
    return {"host": f"{record}.{it.name}", "value": f"{record}.{ZONE}", "required": needed}


def proxy_check(lens: Lens, it: ProxyCheck) -> Json:
    del lens
    return {
        "object": "proxy_check",
        "id": it.id,
        "domain_id": it.domain_id,
        "last_run_at": it.last_run_at,
        "proxy_url": it.proxy_url,
        "successful": it.successful,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def redirect_url(lens: Lens, it: RedirectUrl) -> Json:
    del lens
    return {
        "object": "redirect_url",
        "id": it.id,
        "url": it.url,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
