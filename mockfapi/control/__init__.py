"""The control API: what a test does behind the scenes. Not part of Clerk."""

from mockfapi.control import clock, health, operations, outbox, worlds

MODULES = (clock, health, operations, outbox, worlds)
