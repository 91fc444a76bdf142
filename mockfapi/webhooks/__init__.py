"""Webhooks on their way: who is told, signing, calling URLs and callables. What is told: `rules.events`."""

from mockfapi.webhooks.hub import Hub
from mockfapi.webhooks.parcel import Webhook

__all__ = ["Hub", "Webhook"]
