"""What is handed over: a signed event for a callable or a URL, and how an attempt went."""

import json
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from mockfapi.frozen import dataclass
from mockfapi.webhooks import signing
from mockfapi.world import World
from mockfapi.world.records import WebhookAttempt, WebhookDelivery

PATIENCE_S = 10
JSON = "application/json"
AGENT = "Svix-Webhooks/1 (mockfapi)"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An event as an app receives it: pass `body` and `headers` on to what would verify them."""

    id: str
    type: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def payload(self) -> dict[str, Any]:
        """The whole event."""
        payload: dict[str, Any] = json.loads(self.body)
        return payload

    @property
    def data(self) -> dict[str, Any]:
        """The record that the event is about, as servers see it."""
        data: dict[str, Any] = self.payload["data"]
        return data


Handler = Callable[[Webhook], Any]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery that is due. `at` is when it fell due, by the clock of its world."""

    world: str
    delivery: WebhookDelivery
    at: int
    webhook: Webhook
    handler: Handler | None


def signed(world: World, type: str, text: str, key: tuple[str, str]) -> Webhook:
    """An event, signed by secret and message id at the time of the process: receivers go by theirs."""
    secret, id = key
    body = text.encode()
    signature = signing.headers(secret, id, world.clock.process, body)
    return Webhook(id, type, body, {"content-type": JSON, "user-agent": AGENT, **signature})


def packed(world: World, it: WebhookDelivery, secret: str, handler: Handler | None) -> Parcel:
    at = world.clock.now if it.due_at is None else it.due_at
    return Parcel(world.name, it, at, signed(world, it.type, it.body, (secret, it.message_id)), handler)


def hand_over(it: Parcel) -> WebhookAttempt:
    """Tries once. Whatever goes wrong on the other side is an answer too, never an exception."""
    if it.handler is None:
        return _posted(it)
    try:
        it.handler(it.webhook)
    except Exception as failure:
        return WebhookAttempt(it.at, error=f"{type(failure).__name__}: {failure}")
    return WebhookAttempt(it.at)


def _posted(it: Parcel) -> WebhookAttempt:
    """Follows no redirect and asks no proxy: the URL that was allowed is the one that is called."""
    parts = urlsplit(it.delivery.url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE_S)
        try:
            connection.request("POST", path, it.webhook.body, dict(it.webhook.headers))
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError) as failure:
        return WebhookAttempt(it.at, error=f"{type(failure).__name__}: {failure}")
    return WebhookAttempt(it.at, status=answer.status)
