"""Users as servers see them: with private metadata, without their memberships."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.user import user as own
from mockfapi.world.records import User


def user(lens: Lens, it: User) -> Json:
    face = own(lens, it)
    # Servers ask for memberships by themselves.
    del face["organization_memberships"]
    return face | {"private_metadata": dict(it.private_metadata)}
