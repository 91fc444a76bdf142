"""Which hosts are Clerk's, and which of its two APIs each of them is."""

from mockfapi.rules import satellites
from mockfapi.world import World
from mockfapi.world.worlds import Worlds

BACKEND, FRONTEND = "bapi", "fapi"
BACKENDS = frozenset({"api.clerk.com", "api.clerk.dev"})
# Where keys of development instances lead, in Clerk's words: Frontend APIs, and pages for accounts.
DEVELOPMENT = (
    *("accounts.dev", "accountsstage.dev", "lclclerk.com", "lcl.dev", "stg.dev", "lclstage.dev"),
    "stgstage.dev",
)


def is_development(host: str) -> bool:
    """Whether a host is one of a development instance."""
    name = host.partition(":")[0]
    return any(name == it or name.endswith(f".{it}") for it in DEVELOPMENT)


def api_of(host: str, worlds: Worlds, world: World) -> str | None:
    """The API that a host is, or None for a host that is not Clerk's. `world` may have hosts of its own."""
    host = host.lower().rstrip(".")
    if host in BACKENDS:
        return BACKEND
    if is_development(host) or worlds.of_host(host) is not None:
        return FRONTEND
    return FRONTEND if host in satellites.frontends(world) else None
