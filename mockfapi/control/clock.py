"""Reading and moving the clock of a world."""

from mockfapi.http.call import ControlCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.world import World


def _face(world: World) -> Document:
    clock = world.clock
    pinned = clock.pinned_at is not None
    return Document({"now": clock.now, "process": clock.process, "offset": clock.offset, "pinned": pinned})


@operation("getClock")
def read(call: ControlCall) -> Document:
    return _face(call.world)


@operation("moveClock")
def move(call: ControlCall) -> Document:
    if "pin" in call.params:
        call.world.clock.pin(call.params.number("pin"))
    call.world.clock.advance(call.params.number("advance") or 0)
    return _face(call.world)
