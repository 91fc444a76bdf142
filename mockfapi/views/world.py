"""A world, as those see it who control it: its keys and how it is reached."""

from mockfapi.views.clock import clock
from mockfapi.views.lens import Json
from mockfapi.world import World
from mockfapi.world.worlds import DEFAULT


def world(it: World, root: str, scenario: str | None) -> Json:
    """`root` is the base URL of the mock without the prefix of any world."""
    prefix = "" if it.name == DEFAULT else f"/w/{it.name}"
    return {
        "object": "world",
        "name": it.name,
        "scenario": scenario,
        "seed": it.chance.seed,
        "prefix": prefix,
        "url": root + prefix,
        "control_url": f"{root}{prefix}/__mockfapi",
        "publishable_key": it.keys.publishable_key,
        "secret_key": it.keys.secret_key,
        "frontend_api": it.keys.frontend_api,
        "issuer": it.issuer,
        "instance_id": it.keys.instance_id,
        "clock": clock(it),
    }
