"""Which hosts are Clerk's, and which of its two APIs each of them is."""

from mockfapi.rules import satellites
from mockfapi.world import World
from mockfapi.world.worlds import Worlds

BACKEND, FRONTEND = "bapi", "fapi"
BACKENDS = frozenset({"api.clerk.com", "api.clerk.dev"})
# Frontend APIs of development instances end in `.clerk.accounts.dev`; pages for accounts in the rest.
DEVELOPMENT = ".accounts.dev"


def api_of(host: str, worlds: Worlds, world: World) -> str | None:
    """The API that a host is, or None for a host that is not Clerk's. `world` may have hosts of its own."""
    host = host.lower().rstrip(".")
    if host in BACKENDS:
        return BACKEND
    if host.endswith(DEVELOPMENT) or worlds.of_host(host) is not None:
        return FRONTEND
    return FRONTEND if host in satellites.frontends(world) else None
