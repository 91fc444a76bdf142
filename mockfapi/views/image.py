"""Uploaded images as JSON. Default ones are drawn by `rules.images`, since claims of tokens show them too."""

from mockfapi.rules.images import default
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Image

__all__ = ["default", "uploaded"]


def uploaded(lens: Lens, it: Image) -> Json:
    """With the address where it is served."""
    owner = lens.world.users.find(it.owner_id) or lens.world.organizations.find(it.owner_id)
    address = owner.image_url if owner else None
    return {"object": "image", "id": it.id, "name": it.name, "public_url": address or ""}
