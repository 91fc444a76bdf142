"""The application at Svix: servers only see where it is looked after."""

from mockfapi.rules import svix_apps
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import SvixApp


def svix_app(lens: Lens, it: SvixApp) -> Json:
    return {"svix_url": svix_apps.dashboard(lens.world, it)}
