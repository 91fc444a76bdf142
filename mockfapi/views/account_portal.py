"""The account portal as JSON: the pages that Clerk hosts. Nobody hosts them here, so they are off."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import AccountPortal

UNSTYLED = ("background_color_dark", "background_color_light", "primary_color_dark", "primary_color_light")
URLS = (
    "after_sign_in_url",
    "after_sign_up_url",
    "after_join_waitlist_url",
    "after_create_organization_url",
    "after_leave_organization_url",
    "logo_link_url",
)


def account_portal(lens: Lens, it: AccountPortal) -> Json:
    del lens
    display = it.instance.settings.display_config
    return {
        "object": "account_portal",
        "allowed": True,
        "enabled": False,
        "internal_linking": False,
        **{name: getattr(display, name) for name in URLS},
        "customization": {"appearance": None} | dict.fromkeys(UNSTYLED),
    }
