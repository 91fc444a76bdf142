"""The control API: what a test does behind the scenes. Not part of Clerk."""

from mockfapi.control import (
    calls,
    clock,
    faults,
    health,
    journal,
    operations,
    outbox,
    sign_in_links,
    snapshots,
    tickets,
    tokens,
    webhooks,
    worlds,
)

MODULES = (
    calls,
    clock,
    faults,
    health,
    journal,
    operations,
    outbox,
    sign_in_links,
    snapshots,
    tickets,
    tokens,
    webhooks,
    worlds,
)
