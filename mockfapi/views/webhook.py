"""Webhook endpoints and deliveries as JSON, for the control API. Events: `views.event`."""

import json

from mockfapi.rules import webhooks
from mockfapi.views.lens import Json
from mockfapi.world import World
from mockfapi.world.records import WebhookDelivery, WebhookEndpoint


def endpoint(world: World, it: WebhookEndpoint) -> Json:
    """With the secret: whoever sees it may read everything else, too."""
    return {
        "object": "webhook_endpoint",
        "id": it.id,
        "url": it.url,
        "secret": webhooks.secret_of(world, it),
        "events": list(it.events),
        "description": it.description,
        "disabled": it.disabled,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def delivery(it: WebhookDelivery) -> Json:
    return {
        "object": "webhook_delivery",
        "id": it.id,
        "message_id": it.message_id,
        "endpoint_id": it.endpoint_id,
        "url": it.url,
        "type": it.type,
        "status": webhooks.status(it),
        "payload": json.loads(it.body),
        "attempts": [
            {"at": each.at, "status": each.status, "error": each.error, "succeeded": webhooks.succeeded(each)}
            for each in it.attempts
        ],
        "due_at": it.due_at,
        "created_at": it.created_at,
    }
