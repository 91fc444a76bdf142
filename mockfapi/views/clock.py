"""The clock of a world."""

from mockfapi.views.lens import Json
from mockfapi.world import World


def clock(world: World) -> Json:
    it = world.clock
    return {"now": it.now, "process": it.process, "offset": it.offset, "pinned": it.pinned_at is not None}
