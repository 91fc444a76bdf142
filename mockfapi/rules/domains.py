"""The domains of an instance: the primary one, satellites beside it, and their proxies."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from mockfapi import errors
from mockfapi.rules import proxies, redirects, sessions
from mockfapi.world import World
from mockfapi.world.records import Domain, ProxyCheck

NAME = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](:\d{1,5})?")
PRODUCTION = "production"


def every(world: World) -> list[Domain]:
    """The primary domain, then the satellites, the newest first."""
    return [primary(world), *reversed([it for it in world.domains if it.is_satellite])]


def primary(world: World) -> Domain:
    """The domain that the instance was made with; a table holds it once it was changed."""
    made, id = world.instance.created_at, world.chance.id_of("dmn", "primary")
    name = world.keys.frontend_api.removeprefix("clerk.")
    return world.domains.find(id) or Domain(id, name, made, made, is_satellite=False)


def of(world: World, id: str) -> Domain:
    """A domain by its id; an unknown one is refused with 404."""
    it = primary(world)
    return it if it.id == id else world.domains[id]


def add(world: World, name: str, *, is_satellite: bool, proxy_url: str | None = None) -> Domain:
    """A satellite that borrows the sessions of the primary domain."""
    if not is_satellite:
        raise errors.primary_domain_already_exists("is_satellite")
    name = _checked_name(world, name, None)
    if proxy_url is not None:
        proxy_url = _checked_proxy(world, proxy_url)
    now = world.clock.now
    return world.domains.save(Domain(world.chance.id("dmn"), name, now, now, proxy_url=proxy_url))


def update(world: World, it: Domain, changes: Mapping[str, Any]) -> Domain:
    """The domain with another name, or another proxy; a proxy of null is none.

    Who moves the primary domain moves the home of the app.
    """
    values: dict[str, Any] = {}
    if (name := changes.get("name")) is not None:
        if not it.is_satellite and not is_production(world):
            raise errors.domain_update_forbidden("name")
        values["name"] = _checked_name(world, name, it.id)
    if "proxy_url" in changes:
        url = changes["proxy_url"]
        values["proxy_url"] = _checked_proxy(world, url) if url else None
    if "name" in values and not it.is_satellite:
        _move_home(world, f"https://{values['name']}")
    return world.domains.save(replace(it, **values, updated_at=world.clock.now))


def remove(world: World, it: Domain) -> Domain:
    """Takes a satellite away."""
    if not it.is_satellite:
        raise errors.operation_not_allowed_on_primary_domain()
    return world.domains.remove(it.id)


def change(world: World, home_url: str | None) -> Domain:
    """Moves a production instance to another domain: everybody is signed out."""
    if not is_production(world):
        raise errors.request_invalid_for_environment(environment=PRODUCTION)
    if not home_url:
        raise errors.form_param_missing("home_url")
    parts = urlsplit(redirects.require_absolute(home_url, "home_url"))
    if parts.scheme not in redirects.HTTP:
        raise errors.form_param_format_invalid("home_url", reason="must be an address of the web")
    it = primary(world)
    name = _checked_name(world, parts.netloc, it.id, "home_url")
    _move_home(world, f"{parts.scheme}://{parts.netloc}")
    for user in world.users:
        sessions.close_all_of(world, user)
    return world.domains.save(replace(it, name=name, updated_at=world.clock.now))


def check_proxy(world: World, domain_id: str, proxy_url: str) -> ProxyCheck:
    """Looks at the proxy of a domain: as it is written, for nobody leaves this machine to ask it."""
    it = of(world, domain_id)
    url = proxies.require_address(proxy_url)
    now, id = world.clock.now, world.chance.id("proxchk")
    return world.proxy_checks.save(ProxyCheck(id, it.id, url, True, now, now, last_run_at=now))


def is_production(world: World) -> bool:
    """Whether the instance is one for real users."""
    return world.instance.settings.display_config.instance_environment_type == PRODUCTION


def frontend_api(world: World, it: Domain) -> str:
    """The address of the Frontend API on this domain: that of its proxy, if it has one."""
    if it.proxy_url is not None:
        return it.proxy_url
    if it.id == primary(world).id and it.created_at == it.updated_at:
        return world.issuer
    return f"https://clerk.{it.name}"


def _checked_name(world: World, name: str, id: str | None, param: str = "name") -> str:
    it = name.strip().lower()
    if not NAME.fullmatch(it):
        raise errors.form_param_format_invalid(param, reason="must be a domain, such as example.com")
    if any(other.name == it and other.id != id for other in every(world)):
        raise errors.form_already_exists(param)
    return it


def _checked_proxy(world: World, url: str) -> str:
    if not is_production(world):
        raise errors.domain_update_forbidden("proxy_url")
    return proxies.require_address(url)


def _move_home(world: World, origin: str) -> None:
    world.instances.save(replace(world.instance, home_origin=origin, updated_at=world.clock.now))
