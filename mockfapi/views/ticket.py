"""Tickets as tests see them: what Clerk mails or tells servers only."""

from mockfapi.rules import tickets
from mockfapi.rules.tickets import Ticketed
from mockfapi.views.lens import Json
from mockfapi.world import World


def ticket(world: World, it: Ticketed) -> Json:
    """Every kind has the same fields; those that it knows nothing of are null."""
    return {
        "object": "ticket",
        "id": it.id,
        "kind": tickets.kind_of(it).name,
        "status": tickets.status(world, it),
        "ticket": tickets.text(world, it),
        "url": tickets.url(world, it),
        "user_id": getattr(it, "user_id", None),
        "actor": None if (actor := getattr(it, "actor", None)) is None else dict(actor),
        "email_address": getattr(it, "email_address", None),
        "organization_id": getattr(it, "organization_id", None),
        "role": getattr(it, "role", None),
        "created_at": it.created_at,
        "expire_at": it.expire_at,
    }
