"""The control API: what a test does behind the scenes. Not part of Clerk."""

from mockfapi.control import (
    calls,
    clock,
    health,
    journal,
    operations,
    outbox,
    snapshots,
    tickets,
    webhooks,
    worlds,
)

MODULES = (calls, clock, health, journal, operations, outbox, snapshots, tickets, webhooks, worlds)
