"""What others may see of a user."""

from mockfapi.rules import images, users
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import User


def image_url(it: User) -> str:
    """The user's image, else one with the initials."""
    return it.image_url or images.default(it.id, it.first_name, it.last_name)


def public_user_data(lens: Lens, it: User) -> Json:
    picture = image_url(it)
    return {
        "user_id": it.id,
        "first_name": it.first_name,
        "last_name": it.last_name,
        "username": it.username,
        "image_url": picture,
        "has_image": it.image_url is not None,
        "identifier": users.primary_identifier(lens.world, it),
        "profile_image_url": picture,
    }
