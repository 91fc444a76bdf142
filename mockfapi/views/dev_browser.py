"""Dev browsers as JSON."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import DevBrowser


def dev_browser(lens: Lens, it: DevBrowser) -> Json:
    """The id is the token; older clients read the token."""
    return {
        "object": "dev_browser",
        "id": it.id,
        "token": it.id,
        "instance_id": lens.world.instance.id,
        "home_origin": it.home_origin,
        "created_at": it.created_at,
        "updated_at": it.created_at,
    }
