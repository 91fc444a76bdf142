"""Passkeys as JSON. The credential itself is never told."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.verification import verification
from mockfapi.world.records import Passkey


def passkey(lens: Lens, it: Passkey) -> Json:
    return {
        "id": it.id,
        "object": "passkey",
        "name": it.name,
        "last_used_at": it.last_used_at,
        "verification": verification(lens, it.verification),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
