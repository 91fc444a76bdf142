"""Verifications as JSON, each kind with its own object name."""

from mockfapi.rules import verifications
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Verification

OBJECTS = {"password": "verification_password", "admin": "verification_admin"}


def verification(lens: Lens, it: Verification | None) -> Json | None:
    """None until something was prepared or attempted."""
    if it is None:
        return None
    face: Json = {
        "object": OBJECTS.get(it.strategy, "verification_otp"),
        "status": verifications.status(lens.world, it),
        "strategy": it.strategy,
        "attempts": it.attempts,
        "expire_at": it.expire_at,
        "verified_at_client": it.verified_at_client,
    }
    if it.channel is not None:
        face["channel"] = it.channel
    return face
