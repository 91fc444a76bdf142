"""Words for tests of coming to an organization by a domain, in the scenario b2b."""

from typing import Any

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.world import World
from mockfapi.world.records import User
from tests.bapi.workshop import path
from tests.people import last_code
from tests.rules.worlds import a_user, configure

MANUAL, INVITE, SUGGEST = "manual_invitation", "automatic_invitation", "automatic_suggestion"
WORKSHOP, PAINT = "workshop.test", "paint.test"
PAM = f"pam@{PAINT}"
INVITATIONS, SUGGESTIONS = "/v1/me/organization_invitations", "/v1/me/organization_suggestions"


def with_domains(world: World) -> World:
    """All modes are allowed, and who comes by a domain keeps the books."""
    domains = {
        "enabled": True,
        "enrollment_modes": (MANUAL, INVITE, SUGGEST),
        "default_role": "org:accountant",
    }
    configure(world, **{f"organization_settings__domains__{name}": value for name, value in domains.items()})
    return world


def claimed(world: World, admin: Caller, name: str = PAINT) -> str:
    """The path of a domain that is not proven yet."""
    return path(world, f"/domains/{admin.post(path(world, '/domains'), name=name).response['id']}")


def proven(world: World, admin: Caller, mode: str | None = None, name: str = PAINT) -> str:
    """The path of a domain that was proven by a code, and perhaps enrolls people."""
    it = claimed(world, admin, name)
    admin.post(f"{it}/prepare_affiliation_verification", affiliation_email_address=f"boss@{name}")
    admin.post(f"{it}/attempt_affiliation_verification", code=last_code(world, f"boss@{name}"))
    if mode is not None:
        admin.post(f"{it}/update_enrollment_mode", enrollment_mode=mode)
    return it


def user_with(world: World, house: App, address: str, **fields: Any) -> tuple[User, Caller]:
    """Somebody new and their browser, signed in."""
    user, browser = a_user(world, address, **fields), house.browser(world)
    server = house.backend(world)
    ticket = server.post("/v1/sign_in_tokens", user_id=user.id).json()["token"]
    browser.post("/v1/client/sign_ins", strategy="ticket", ticket=ticket)
    return user, browser


def statuses(browser: Caller, where: str, **query: Any) -> list[tuple[str, str]]:
    """The organizations of one's own invitations or suggestions, each with a status."""
    page = browser.get(where, **query).response
    assert len(page["data"]) == page["total_count"]
    return [(it["public_organization_data"]["slug"], it["status"]) for it in page["data"]]
