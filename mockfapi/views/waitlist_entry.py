"""Waitlist entries as JSON."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import WaitlistEntry


def waitlist_entry(lens: Lens, it: WaitlistEntry) -> Json:
    """As those who join see it: version 5 of the browser client reads `response`, version 6 the top."""
    del lens
    face: Json = {
        "object": "waitlist_entry",
        "id": it.id,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
    return {**face, "response": dict(face), "client": None}
