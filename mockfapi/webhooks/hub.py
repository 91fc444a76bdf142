"""Listens to worlds and brings their events to endpoints and callables, in order, while no request waits."""

import json
from collections.abc import Callable, Iterable
from itertools import count
from threading import RLock

from mockfapi import spec
from mockfapi.rules import event_log, webhooks
from mockfapi.rules.event_log import Told
from mockfapi.views.event import BrokenEventError, id_of
from mockfapi.views.event import event as face_of
from mockfapi.webhooks.lanes import Lane, Worker
from mockfapi.webhooks.parcel import Handler, Parcel, Webhook, hand_over, packed, signed
from mockfapi.world import World
from mockfapi.world.records import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from mockfapi.world.worlds import Worlds

# How the log names a callable: no URL begins like this.
CALLABLE = "python:"
Wanted = Callable[[WebhookDelivery], bool]


class Hub:
    """One for all worlds of an app. Endpoints and deliveries are rows there, callables are kept here.

    A URL is called by a thread of its own. So is a callable when a live server answered; a request in process
    calls it in its own thread, right after its answer.
    """

    def __init__(self, worlds: Worlds, lock: "RLock", *, lenient: bool = False) -> None:
        self._worlds, self._lock, self._lenient = worlds, lock, lenient
        self._callables: dict[str, dict[str, tuple[WebhookEndpoint, Handler]]] = {}
        self._numbers = count(1)
        self._heard: set[str] = set()
        self._calls, self._posts = Lane(), Lane()
        self._is_served = False
        self._worker = Worker(self._work)
        self.on_attempt: Callable[[World, WebhookDelivery], None] | None = None

    def subscribe(
        self, world: World, handler: Handler, events: Iterable[str] = (), secret: str | None = None
    ) -> WebhookEndpoint:
        """Tells a callable from now on. It outlives resets of its world, but not the world."""
        self.changed(world)
        id = world.chance.id_of("ep", f"callable {next(self._numbers)}")
        name = getattr(handler, "__qualname__", type(handler).__name__)
        it = webhooks.made(world, id, f"{CALLABLE}{name}", events, secret)
        self._callables.setdefault(world.name, {})[id] = (it, handler)
        return it

    def unsubscribe(self, world: World, id: str) -> bool:
        """Whether there was such a callable; nobody tells it any more."""
        return self._callables.get(world.name, {}).pop(id, None) is not None

    def audience(self, world: World) -> list[WebhookEndpoint]:
        """Everybody who listens to a world: its endpoints, then the callables."""
        # A table that nobody has used yet would be made by asking for it.
        rows = world.webhook_endpoints if "webhook_endpoints" in vars(world) else ()
        return [*rows, *(it for it, _ in self._callables.get(world.name, {}).values())]

    def changed(self, world: World) -> None:
        """Puts on its way what has happened since. The caller holds the lock; nobody is waited for."""
        journal = world.journal
        journal.turn += 1
        since = journal.announced
        if since != journal.number:
            journal.announced = journal.number
            if audience := self.audience(world):
                self._heard.add(world.name)
                self._announce(world, since, audience)
                journal.announced = journal.number
        if world.name in self._heard and webhooks.due(world, is_post) is not None:
            self._worker.ring()

    def history(self, world: World, name: str | None = None) -> list[Webhook]:
        """What has happened in a world, signed with its secret; only events of that name, if one is given."""
        found = []
        for told in event_log.since(world):
            event, then = told
            if name in (None, event.name):
                key = (world.keys.webhook_secret, id_of(then, event))
                found.append(signed(world, event.name, self._written(told), key))
        return found

    @property
    def is_awaited(self) -> bool:
        """Whether there are callables."""
        return bool(self._heard and self._callables)

    def flush(self) -> None:
        """Calls the callables that are to be called, in this thread. Not for those who hold the lock."""
        if self.is_awaited:
            self._calls.drain(lambda: self._step(is_call))

    def wake(self) -> None:
        """After the answer of a live server: leaves the callables to the other thread."""
        if self.is_awaited:
            self._is_served = True
            self._worker.ring()

    def settle(self) -> None:
        """Returns when everything that is due has been tried: callables and URLs."""
        self.flush()
        self._posts.drain(lambda: self._step(is_post))

    def resume(self, world: World) -> None:
        """Goes on with the deliveries of a world that was kept or exported."""
        self._heard.add(world.name)
        if webhooks.due(world, is_post) is not None:
            self._worker.ring()

    def forget(self, name: str) -> None:
        """A world was closed."""
        self._callables.pop(name, None)
        self._heard.discard(name)

    def stop(self) -> None:
        """Ends the thread; what comes later starts another."""
        self._worker.stop()
        self._worker = Worker(self._work)

    def _announce(self, world: World, since: int, audience: list[WebhookEndpoint]) -> None:
        # An endpoint hears nothing of what was before it.
        changes = world.journal.since(since)
        born = {it.id: it.number for it in changes if it.table == "webhook_endpoints" and it.before is None}
        for told in event_log.since(world, since):
            event, then = told
            listeners = [
                it for it in audience if webhooks.wants(it, event.name) and event.number > born.get(it.id, 0)
            ]
            body = self._written(told) if listeners else ""
            for it in listeners:
                webhooks.post(world, it, id_of(then, event), type=event.name, at=event.at, body=body)

    def _written(self, told: Told) -> str:
        event, then = told
        payload = face_of(then, event)
        fault = None if self._lenient else spec.load("webhooks").named(event.name).fault(payload)
        if fault is not None:
            raise BrokenEventError(f"{event.name}: {fault}")
        return json.dumps(payload, separators=(",", ":"))

    def _work(self) -> None:
        """One round of the thread: what the clock brought, what was left to it."""
        with self._lock:
            for world in self._open():
                world.settle()
                self.changed(world)
                self._keep(world)
        is_served, self._is_served = self._is_served, False
        self._posts.drain(lambda: self._step(is_post))
        if is_served:
            self._calls.drain(lambda: self._step(is_call))

    def _step(self, wanted: Wanted) -> bool:
        """Tries the delivery that is due first in some world; False when none is."""
        with self._lock:
            parcel = next((it for world in self._open() if (it := self._next(world, wanted))), None)
        if parcel is None:
            return False
        attempt = hand_over(parcel)
        with self._lock:
            self._note(parcel, attempt)
        return True

    def _next(self, world: World, wanted: Wanted) -> Parcel | None:
        callables = self._callables.get(world.name, {})
        while (it := webhooks.due(world, wanted)) is not None:
            listener, handler = callables.get(it.endpoint_id, (None, None))
            endpoint = listener or world.webhook_endpoints.find(it.endpoint_id)
            if endpoint is not None and not endpoint.disabled:
                return packed(world, it, webhooks.secret_of(world, endpoint), handler)
            webhooks.give_up(world, it)
        return None

    def _note(self, parcel: Parcel, attempt: WebhookAttempt) -> None:
        """The world may have been closed or taken back meanwhile: then there is nothing to take down."""
        world = self._worlds.named(parcel.world)
        it = None if world is None else world.webhook_deliveries.find(parcel.delivery.id)
        if world is not None and it is not None:
            it = webhooks.attempted(world, it, attempt)
            self._keep(world)
            if self.on_attempt is not None:
                self.on_attempt(world, it)

    def _keep(self, world: World) -> None:
        """What no request did is kept, too."""
        if self._worlds.keeper is not None:
            self._worlds.keeper.keep(world)

    def _open(self) -> list[World]:
        """The worlds that anybody listens to and that are still there."""
        found = [self._worlds.named(name) for name in sorted(self._heard)]
        return [it for it in found if it is not None]


def is_call(it: WebhookDelivery) -> bool:
    return it.url.startswith(CALLABLE)


def is_post(it: WebhookDelivery) -> bool:
    return not is_call(it)
