"""Tag Environment: the public settings of the instance."""

from mockfapi.http.call import ORIGIN, DeviceCall
from mockfapi.http.operation import operation
from mockfapi.rules import instance
from mockfapi.world.records import Instance


@operation("getEnvironment")
def read(call: DeviceCall) -> Instance:
    return call.world.instance


@operation("updateEnvironment")
def update(call: DeviceCall) -> Instance:
    """Takes no body: it only remembers the origin of the app, as long as a browser could go there."""
    assert call.origin is not None, "the contract requires the Origin header"
    if ORIGIN.fullmatch(call.origin) is None:
        return call.world.instance
    return instance.remember_origin(call.world, call.origin)
