"""Webhooks, as tests see them: what happened, who is told, how that went."""

from collections.abc import Callable, Iterable
from typing import Any

from mockfapi.clerk.lease import Lease
from mockfapi.clerk.near import nearest
from mockfapi.clerk.outbox import PAUSE_S
from mockfapi.rules import webhooks
from mockfapi.rules.events import NAMES
from mockfapi.webhooks import Hub, Webhook
from mockfapi.world.records import WebhookDelivery, WebhookEndpoint


class Webhooks:
    """The webhooks of one world. Events are there whether anybody listens or not.

    What the rules refuse (a URL of another machine, an unknown event, no real secret) is a `ClerkError`.
    """

    def __init__(self, lease: Lease, hub: Hub, pause: Callable[[float], None]) -> None:
        self._lease, self._hub, self._pause = lease, hub, pause

    def events(self, name: str | None = None) -> list[Webhook]:
        """What has happened, oldest first; only events of this name, if one is given.

        Each has the `body` and signed `headers` of a delivery, so that a test can pass them to its app.
        """
        _check(name)
        with self._lease as world:
            return self._hub.history(world, name)

    def last(self, name: str | None = None) -> Webhook:
        """The newest event, with its `.type`, `.data`, `.payload`. LookupError when there is none."""
        if found := self.events(name):
            return found[-1]
        there = ", ".join(sorted({it.type for it in self.events()})) or "nothing at all"
        raise LookupError(f"no {name or 'event'} happened; what happened: {there}")

    def wait(self, name: str | None = None, *, timeout: float = 5.0) -> Webhook:
        """The newest event, awaited for up to `timeout` seconds: for live servers and real browsers."""
        # Pauses are counted: a frozen process clock must not make this wait for ever.
        for _ in range(max(0, round(timeout / PAUSE_S))):
            if self.events(name):
                break
            self._pause(PAUSE_S)
        return self.last(name)

    def subscribe(
        self, handler: Callable[[Webhook], Any], *, events: Iterable[str] = (), secret: str | None = None
    ) -> WebhookEndpoint:
        """From now on calls `handler` with every event, or with those named. An exception is a failure.

        Requests in process call it before they return, in the same thread; what comes over the live server is
        told by another one. It outlives `reset` and `restore`.
        """
        with self._lease as world:
            return self._hub.subscribe(world, handler, events, secret)

    def add(self, url: str, **wishes: Any) -> WebhookEndpoint:
        """A URL to which every event is sent, or those in `events`; `secret` signs, else that of `clerk.env`.

        Also `description`, `disabled`, and `anywhere=True` for a URL that does not lead back to this machine.
        """
        with self._lease as world:
            return webhooks.create(world, url, **wishes)

    @property
    def endpoints(self) -> list[WebhookEndpoint]:
        """Who is told, callables last."""
        with self._lease as world:
            return self._hub.audience(world)

    def update(
        self, endpoint: WebhookEndpoint | str, *, anywhere: bool = False, **changes: Any
    ) -> WebhookEndpoint:
        """The endpoint with another `url`, `events`, `secret`, `description`, or `disabled`."""
        with self._lease as world:
            it = world.webhook_endpoints[_id(endpoint)]
            return webhooks.update(world, it, changes, anywhere=anywhere)

    def remove(self, endpoint: WebhookEndpoint | str) -> None:
        """Tells an endpoint or a callable nothing any more."""
        with self._lease as world:
            if not self._hub.unsubscribe(world, _id(endpoint)):
                webhooks.delete(world, _id(endpoint))

    @property
    def deliveries(self) -> list[WebhookDelivery]:
        """What was sent or is on its way, oldest first, with every attempt."""
        with self._lease as world:
            return list(world.webhook_deliveries)

    def status(self, delivery: WebhookDelivery) -> str:
        """What became of it: pending, succeeded or failed."""
        return webhooks.status(delivery)

    def replay(self, delivery: WebhookDelivery | str) -> WebhookDelivery:
        """Sends it once more, now: the same message, newly signed."""
        with self._lease as world:
            return webhooks.replay(world, _id(delivery))

    def flush(self) -> None:
        """Returns when everything that is due has been tried, also what is sent to URLs."""
        self._lease.check()
        self._hub.settle()


def _id(it: WebhookEndpoint | WebhookDelivery | str) -> str:
    return it if isinstance(it, str) else it.id


def _check(name: str | None) -> None:
    """A typo would find nothing for ever."""
    if name is not None and name not in NAMES:
        raise ValueError(f"no event is called {name!r}; {nearest(name, NAMES)}")
