"""Reading and moving the clock of a world. It only moves forward, and not beyond the year 3000."""

from mockfapi import errors
from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.views import clock
from mockfapi.world import World

# Later moments are no dates for much of the software that reads them.
LAST = 32_503_680_000_000


@operation("getClock")
def read(call: WorldCall) -> Document:
    return Document(clock.clock(call.world))


@operation("moveClock")
def move(call: WorldCall) -> Document:
    given, world = call.params, call.world
    freeze, to = given.flag("freeze"), given.number("set") or given.number("pin")
    if freeze is not None:
        world.clock.freeze() if freeze else world.clock.run()
    elif to is None:
        _advance(world, "advance", given.number("advance") or 0)
    elif "set" in given:
        _advance(world, "set", to - world.clock.now)
    else:
        _pin(world, to)
    return Document(clock.clock(world))


def _pin(world: World, to: int) -> None:
    """Both times stop at a moment, so neither may have passed it."""
    _check_forward("pin", to - world.clock.process)
    _advance(world, "pin", to - world.clock.now)
    world.clock.pin(to)


def _advance(world: World, param: str, milliseconds: int) -> None:
    _check_forward(param, milliseconds)
    if world.clock.now + milliseconds > LAST:
        raise errors.form_param_value_too_large(param, reason="leads beyond the year 3000")
    world.advance(milliseconds)


def _check_forward(param: str, milliseconds: int) -> None:
    if milliseconds < 0:
        reason = "lies in the past of this world: going back would bring dead codes and tokens to life"
        raise errors.form_param_value_invalid(param, reason=reason)
