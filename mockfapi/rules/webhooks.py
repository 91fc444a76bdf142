"""Webhook endpoints, and how often a delivery is tried. Calling URLs is the work of `mockfapi.webhooks`."""

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from mockfapi import errors
from mockfapi.rules.events import NAMES
from mockfapi.world import World
from mockfapi.world.records import WebhookAttempt, WebhookDelivery, WebhookEndpoint

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
# How long after each failure the next attempt follows.
SCHEDULE = (5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR)
PREFIX = "whsec_"
SHORTEST_SECRET = 24
LONGEST_SECRET = 64


def create(
    world: World,
    url: str,
    *,
    events: Iterable[str] = (),
    secret: str | None = None,
    anywhere: bool = False,
    **more: Any,
) -> WebhookEndpoint:
    """A new endpoint. `anywhere` lets it be on another machine; else its URL has to lead back to this one."""
    _require_url(url, anywhere)
    it = made(world, world.chance.id("ep"), url, events, secret)
    return world.webhook_endpoints.save(replace(it, **more))


def made(
    world: World, id: str, url: str, events: Iterable[str] = (), secret: str | None = None
) -> WebhookEndpoint:
    """An endpoint that is no row of the world."""
    now = world.clock.now
    _require_secret(secret)
    return WebhookEndpoint(id, url, now, now, secret, _known(events))


def update(
    world: World, it: WebhookEndpoint, changes: Mapping[str, Any], *, anywhere: bool = False
) -> WebhookEndpoint:
    """The endpoint with another `url`, `events`, `secret`, `description`, or `disabled` or not."""
    values = dict(changes)
    if "url" in values:
        _require_url(values["url"], anywhere)
    if "events" in values:
        values["events"] = _known(values["events"])
    if "secret" in values:
        _require_secret(values["secret"])
    return world.webhook_endpoints.save(replace(it, **values, updated_at=world.clock.now))


def delete(world: World, id: str) -> WebhookEndpoint:
    """Nobody is told there any more; what was on its way is given up. The log stays."""
    for it in world.webhook_deliveries.where(waits=True):
        if it.endpoint_id == id:
            world.webhook_deliveries.save(replace(it, due_at=None))
    return world.webhook_endpoints.remove(id)


def secret_of(world: World, it: WebhookEndpoint) -> str:
    """What signs for an endpoint: its own secret, else that of the world."""
    return it.secret or world.keys.webhook_secret


def wants(it: WebhookEndpoint, name: str) -> bool:
    """Whether an endpoint is told about events of this name."""
    return not it.disabled and (not it.events or name in it.events)


def post(
    world: World, it: WebhookEndpoint, message_id: str, *, type: str, at: int, body: str
) -> WebhookDelivery:
    """Puts a message on its way to an endpoint."""
    id = world.chance.id_of("dlv", f"{message_id} {it.id}")
    return world.webhook_deliveries.save(
        WebhookDelivery(id, message_id, it.id, it.url, type, body, at, due_at=at)
    )


def due(world: World, wanted: Callable[[WebhookDelivery], bool]) -> WebhookDelivery | None:
    """What is to be tried next of those that are wanted, if anything is by now."""
    now = world.clock.now
    waiting = [(it.due_at, it) for it in world.webhook_deliveries.where(waits=True) if wanted(it)]
    found = [pair for pair in waiting if pair[0] is not None and pair[0] <= now]
    return min(found, key=lambda pair: pair[0] or 0)[1] if found else None


def attempted(world: World, it: WebhookDelivery, attempt: WebhookAttempt) -> WebhookDelivery:
    """Takes down how an attempt went; the next one follows by the schedule when it failed."""
    tries = (*it.attempts, attempt)
    wait = None if succeeded(attempt) or len(tries) > len(SCHEDULE) else SCHEDULE[len(tries) - 1]
    due_at = None if wait is None else attempt.at + wait
    return world.webhook_deliveries.save(replace(it, attempts=tries, due_at=due_at))


def give_up(world: World, it: WebhookDelivery) -> WebhookDelivery:
    """Nobody tries any more."""
    return world.webhook_deliveries.save(replace(it, due_at=None))


def replay(world: World, id: str) -> WebhookDelivery:
    """Sends a message once more, now, whatever became of it."""
    it = world.webhook_deliveries[id]
    return world.webhook_deliveries.save(replace(it, due_at=world.clock.now))


def succeeded(it: WebhookAttempt) -> bool:
    """Any 2xx is success; a callable succeeds by returning."""
    return it.error is None and (it.status is None or 200 <= it.status < 300)


def status(it: WebhookDelivery) -> str:
    """Worked out from the attempts: pending, succeeded or failed."""
    if it.due_at is not None:
        return "pending"
    return "succeeded" if it.attempts and succeeded(it.attempts[-1]) else "failed"


def is_loopback(url: str) -> bool:
    """Whether a URL leads back to this machine, as far as its host tells by itself."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _require_url(url: str, anywhere: bool) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise errors.form_param_value_invalid("url", reason="is no http or https URL with a host")
    if not anywhere and not is_loopback(url):
        reason = "leads to another machine, which has to be allowed first"
        raise errors.form_param_value_invalid("url", reason=reason)


def _known(events: Iterable[str]) -> tuple[str, ...]:
    """The names once each; one that Clerk does not publish would never be told."""
    names = tuple(dict.fromkeys(events))
    if strangers := [it for it in names if it not in NAMES]:
        raise errors.form_param_value_invalid("events", reason=f"has {strangers[0]}, which is no event")
    return names


def _require_secret(secret: str | None) -> None:
    if secret is None:
        return
    try:
        raw = b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        raw = b""
    if not (secret.startswith(PREFIX) and SHORTEST_SECRET <= len(raw) <= LONGEST_SECRET):
        reason = f"is not {PREFIX} and {SHORTEST_SECRET} to {LONGEST_SECRET} bytes in base64"
        raise errors.form_param_value_invalid("secret", reason=reason)
