"""Satellites: domains that borrow the sessions of the primary one, by a token that works once."""

from dataclasses import replace
from urllib.parse import urlsplit

from mockfapi import errors
from mockfapi.rules import dev_browsers, nonces, redirects
from mockfapi.world import World
from mockfapi.world.records import Client, HandshakePayload

TOKEN, SYNCED = "__clerk_token", "__clerk_synced"
KIND = "sync"
NONCE_LENGTH = 32


def require_known(world: World, address: str, param: str) -> str:
    """The host of a satellite's address; one that the instance does not list is refused."""
    host = host_of(address)
    if host not in hosts(world):
        raise errors.redirect_url_not_associated_with_instance(param, host=host or address)
    return host


def require_primary(world: World) -> None:
    """Refuses what only the primary domain does, when a satellite is asked."""
    host = host_of(world.caller.address)
    if host and host in hosts(world):
        raise errors.operation_not_allowed_on_satellite_domain(host=host)


def host_of(address: str) -> str:
    """Host and port of an address, with or without a scheme, in lower case."""
    try:
        return urlsplit(address if "://" in address else f"//{address}").netloc.lower()
    except ValueError:
        return ""


def sync(world: World, client: Client | None, link_domain: str | None, redirect_url: str | None) -> str:
    """Where a browser goes that a satellite sent: to the satellite's link, with a token for its client."""
    require_primary(world)
    if not link_domain:
        raise errors.form_param_missing("link_domain")
    host = require_known(world, link_domain, "link_domain")
    url = redirects.require_allowed(world, redirect_url, hosts=sites(world))
    now, id = world.clock.now, world.chance.token("sync", NONCE_LENGTH)
    expire_at = now + world.instance.settings.behaviour.handshake_lifetime
    # A browser without a client comes back as well: then the satellite knows that nobody is signed in.
    it = HandshakePayload(id, (), now, expire_at, client_id=client.id if client else "", redirect_url=url)
    nonces.keep(world, it)
    token = world.signer.seal({"kind": KIND, "nonce": id})
    scheme = "http" if urlsplit(f"//{host}").hostname in redirects.LOOPBACK else "https"
    return redirects.with_query(f"{scheme}://{host}/v1/client/link", **{TOKEN: token})


def link(world: World, token: str | None) -> tuple[Client | None, str]:
    """The client that a satellite's browser has from now on, and where it goes. The token works once."""
    payload = world.signer.unseal(token or "") or {}
    it = world.handshakes.find(str(payload.get("nonce"))) if payload.get("kind") == KIND else None
    if it is None or it.redirect_url is None:
        raise errors.invalid_handshake(reason=f"{TOKEN} is missing or none of this instance")
    if it.redeemed_at is not None:
        raise errors.sync_nonce_already_consumed()
    if world.clock.now >= it.expire_at:
        raise errors.invalid_handshake(reason=f"{TOKEN} has expired")
    world.handshakes.save(replace(it, redeemed_at=world.clock.now))
    return world.clients.find(it.client_id), it.redirect_url


def linked(world: World, client: Client | None, url: str) -> str:
    """The address of the satellite's page, told that it is in step with the primary domain."""
    added = {SYNCED: "true"}
    if client is not None and dev_browsers.are_in_use(world):
        added[dev_browsers.NAME] = dev_browsers.of_client(world, client).id
    return redirects.with_query(url, **added)


def sites(world: World) -> set[str]:
    """The hosts of satellites' pages: those of their Frontend APIs and those above, but no bare top."""
    found = set()
    for host in hosts(world):
        name = host.partition(":")[0]
        while "." in name:
            found.add(name)
            name = name.partition(".")[2]
    return found


def frontends(world: World) -> set[str]:
    """The hosts of satellites' Frontend APIs. Where a proxy stands before one, the host is the app's own."""
    listed = {it.lower().partition(":")[0] for it in world.instance.settings.behaviour.satellite_domains}
    found = listed | {f"clerk.{it.name}" for it in world.domains if it.is_satellite and it.proxy_url is None}
    return found.difference(redirects.LOOPBACK)


def hosts(world: World) -> set[str]:
    """The hosts of the Frontend APIs of satellites, or of the proxies before them."""
    listed = {it.lower() for it in world.instance.settings.behaviour.satellite_domains}
    added = (it for it in world.domains if it.is_satellite)
    return listed | {host_of(it.proxy_url or f"clerk.{it.name}") for it in added}
