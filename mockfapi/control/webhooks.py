"""Webhooks: who is told, what happened, how deliveries went, sending one again."""

from mockfapi import errors
from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import event_log, webhooks
from mockfapi.rules.events import NAMES
from mockfapi.views.event import event, id_of
from mockfapi.views.lens import Json
from mockfapi.views.webhook import delivery, endpoint


@operation("listWebhookEndpoints")
def endpoints(call: WorldCall) -> Document:
    return _page([endpoint(call.world, it) for it in call.world.webhook_endpoints])


@operation("createWebhookEndpoint")
def create(call: WorldCall) -> Document:
    made = webhooks.create(call.world, anywhere=call.stage.webhooks_anywhere, **call.params.given())
    return Document(endpoint(call.world, made))


@operation("updateWebhookEndpoint")
def update(call: WorldCall) -> Document:
    it = call.world.webhook_endpoints[call.path["endpoint_id"]]
    given, anywhere = call.params.given(), call.stage.webhooks_anywhere
    return Document(endpoint(call.world, webhooks.update(call.world, it, given, anywhere=anywhere)))


@operation("deleteWebhookEndpoint")
def delete(call: WorldCall) -> Document:
    return Document(endpoint(call.world, webhooks.delete(call.world, call.path["endpoint_id"])))


@operation("listWebhookEvents")
def events(call: WorldCall) -> Document:
    name = _name(call)
    told = [it for it in event_log.since(call.world) if name in (None, it[0].name)]
    return _page([{"id": id_of(then, it), **event(then, it)} for it, then in told])


@operation("listWebhookDeliveries")
def deliveries(call: WorldCall) -> Document:
    query, name = call.query, _name(call)
    wanted, status = query.text("endpoint"), query.text("status")
    found = [
        it
        for it in call.world.webhook_deliveries
        if wanted in (None, it.endpoint_id)
        and name in (None, it.type)
        and status in (None, webhooks.status(it))
    ]
    return _page([delivery(it) for it in found])


@operation("replayWebhookDelivery")
def replay(call: WorldCall) -> Document:
    return Document(delivery(webhooks.replay(call.world, call.path["delivery_id"])))


def _name(call: WorldCall) -> str | None:
    """The event that is asked for; a typo would find nothing for ever."""
    name = call.query.text("type")
    if name is not None and name not in NAMES:
        raise errors.invalid_query_parameter_value("type", reason="is no event")
    return name


def _page(data: list[Json]) -> Document:
    return Document({"data": data, "total_count": len(data)})
