"""Deleted records as JSON."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Deleted


def deleted(lens: Lens, it: Deleted) -> Json:
    del lens
    return {"id": it.id, "object": it.kind, "deleted": True}
