"""Snapshots of a world: states that it can go back to."""

from itertools import count

from mockfapi import errors
from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.views.lens import Json
from mockfapi.world import World
from mockfapi.world.worlds import OPENED


@operation("listSnapshots")
def listing(call: WorldCall) -> Document:
    data = [_face(name, it) for name, it in _snapshots(call).items()]
    return Document({"data": data, "total_count": len(data)})


@operation("takeSnapshot")
def take(call: WorldCall) -> Document:
    kept = _snapshots(call)
    name = call.params.text("name") or _free_name(kept)
    if name in kept:
        raise errors.name_taken("name", kind="snapshot", name=name)
    return Document(_face(name, call.stage.worlds.take(call.world, name)))


@operation("restoreSnapshot")
def restore(call: WorldCall) -> Document:
    name, snapshot = _named(call)
    call.stage.worlds.restore(call.world, name)
    return Document(_face(name, snapshot))


@operation("deleteSnapshot")
def delete(call: WorldCall) -> Document:
    name, snapshot = _named(call)
    if name == OPENED:
        raise errors.not_removable(kind="snapshot", name=name, reason="a reset goes back to it")
    call.stage.worlds.drop(call.world, name)
    return Document(_face(name, snapshot))


def _snapshots(call: WorldCall) -> dict[str, World]:
    return call.stage.worlds.snapshots(call.world)


def _named(call: WorldCall) -> tuple[str, World]:
    name = call.path["snapshot_name"]
    found = _snapshots(call).get(name)
    if found is None:
        raise errors.resource_not_found(kind="snapshot", id=name)
    return name, found


def _free_name(kept: dict[str, World]) -> str:
    return next(name for number in count(1) if (name := f"snapshot-{number}") not in kept)


def _face(name: str, it: World) -> Json:
    return {"object": "snapshot", "name": name, "world": it.name, "changes": it.journal.number}
