"""Sign-ins as JSON."""

from mockfapi.rules import factors, second_factors, sign_ins
from mockfapi.views.factor import factors as faces
from mockfapi.views.lens import Json, Lens
from mockfapi.views.public_user_data import image_url
from mockfapi.views.verification import verification
from mockfapi.world.records import SignIn


def sign_in(lens: Lens, it: SignIn) -> Json:
    """Looks unprepared until something was prepared; the factors are gone once it is complete."""
    world = lens.world
    return {
        "object": "sign_in_attempt",
        "id": it.id,
        "status": sign_ins.status(world, it),
        "supported_identifiers": factors.supported_identifiers(world),
        "supported_first_factors": faces(lens, factors.supported_first_factors(world, it)),
        "supported_second_factors": faces(lens, second_factors.offered(world, it)),
        "first_factor_verification": verification(lens, it.first_factor),
        "second_factor_verification": verification(lens, it.second_factor),
        "identifier": it.identifier,
        "user_data": _user_data(lens, it),
        "created_session_id": it.created_session_id,
        "abandon_at": it.abandon_at,
        "locale": None,
        "client_trust_state": second_factors.client_trust_state(world, it),
    }


def _user_data(lens: Lens, it: SignIn) -> Json | None:
    """Nothing of the user, unless the instance does not protect personal data."""
    user = lens.world.users.find(it.user_id)
    if user is None or lens.world.instance.settings.user_settings.attack_protection.pii.enabled:
        return None
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "image_url": image_url(user),
        "has_image": user.image_url is not None,
        "profile_image_url": image_url(user),
    }
