"""Whether the mock is up, and what it promises."""

from mockfapi import spec
from mockfapi.http.call import ControlCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.world import World


def face(world: World) -> Document:
    return Document(
        {
            "status": "healthy",
            "world": world.name,
            "publishable_key": world.keys.publishable_key,
            "frontend_api": world.keys.frontend_api,
        }
    )


@operation("getControlHealth")
def health(call: ControlCall) -> Document:
    return face(call.world)


@operation("getControlContract")
def contract(call: ControlCall) -> Document:
    del call
    return Document(spec.load("control").document)
