"""Verifications that servers have begun, with the id by which they are attempted."""

from mockfapi.rules import verifications
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import ServerVerification


def server_verification(lens: Lens, it: ServerVerification) -> Json:
    """The code is never told."""
    known = it.verification
    face: Json = {
        "object": "verification",
        "id": it.id,
        "status": verifications.status(lens.world, known),
        "strategy": known.strategy,
        "attempts": known.attempts,
        "expire_at": known.expire_at,
    }
    return face if known.channel is None else face | {"channel": known.channel}
