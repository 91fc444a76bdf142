"""Sign-ups as servers see them."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.sign_up import sign_up as own
from mockfapi.world.records import SignUp


def sign_up(lens: Lens, it: SignUp) -> Json:
    """What the person sees, without the fields of newer pages."""
    face = own(lens, it)
    del face["has_password"], face["external_account_strategy"]
    return face
