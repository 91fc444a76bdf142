"""What a test holds in its hand: one world with browsers, servers, people, outbox, clock and calls."""

from mockfapi.clerk.facade import Clerk
from mockfapi.clerk.opening import Engine, engine, world

__all__ = ["Clerk", "Engine", "engine", "world"]
