"""Whether the mock is up, and what it promises."""

from mockfapi import spec
from mockfapi.http.call import ControlCall, WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document


@operation("getControlHealth")
def health(call: WorldCall) -> Document:
    keys = call.world.keys
    names = {"publishable_key": keys.publishable_key, "frontend_api": keys.frontend_api}
    return Document({"status": "healthy", "world": call.world.name, **names})


@operation("getControlContract")
def contract(call: ControlCall) -> Document:
    del call
    return Document(spec.load("control").document)
