"""mockfapi: a stateful test double of Clerk's Frontend and Backend API. Only the public names live here."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mockfapi import strategies as strategies
    from mockfapi.app import App as App
    from mockfapi.clerk import Clerk as Clerk
    from mockfapi.clerk import world as world
    from mockfapi.clerk.schema import schema as schema
    from mockfapi.errors import ClerkError as ClerkError
    from mockfapi.scenario import ScenarioError as ScenarioError
    from mockfapi.transports.landing import LiveKeyError as LiveKeyError

__version__ = "0.1.0"

# Where each public name lives. Nothing is imported before it is asked for.
PUBLIC = {
    "App": "mockfapi.app",
    "Clerk": "mockfapi.clerk",
    "ClerkError": "mockfapi.errors",
    "LiveKeyError": "mockfapi.transports.landing",
    "ScenarioError": "mockfapi.scenario",
    "schema": "mockfapi.clerk.schema",
}

__all__ = [
    "App",
    "Clerk",
    "ClerkError",
    "LiveKeyError",
    "ScenarioError",
    "__version__",
    "schema",
    "strategies",
    "world",
]


def __getattr__(name: str) -> Any:
    if name in ("strategies", "world"):  # modules; `world` can be called: its last lines say how
        return import_module(f"mockfapi.{name}")
    if name not in PUBLIC:
        raise AttributeError(f"mockfapi has no public name {name!r}")
    return getattr(import_module(PUBLIC[name]), name)
