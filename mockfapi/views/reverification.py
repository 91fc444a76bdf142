"""Reverifications of sessions as JSON."""

from mockfapi.rules import reverifications
from mockfapi.views.factor import factors
from mockfapi.views.lens import Json, Lens
from mockfapi.views.session import session
from mockfapi.views.verification import verification
from mockfapi.world.records import Reverification


def reverification(lens: Lens, it: Reverification) -> Json:
    """With the session that it is about, as it is now."""
    world = lens.world
    return {
        "object": "session_reverification",
        "level": it.level,
        "status": reverifications.status(world, it),
        "supported_first_factors": factors(lens, reverifications.first_factors(world, it)),
        "supported_second_factors": factors(lens, reverifications.offered_second_factors(world, it)),
        "first_factor_verification": verification(lens, it.first_factor),
        "second_factor_verification": verification(lens, it.second_factor),
        "session": session(lens, world.sessions[it.session_id]),
    }
