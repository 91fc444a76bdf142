"""Words for tests of what members do in the organizations of the scenario b2b."""

from dataclasses import replace

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.world import World
from tests.people import SIGN_INS, session_of

PASSWORDS = {
    "olga@workshop.test": "lathe-and-plane-21",
    "milo@workshop.test": "dovetail-joint-34",
    "ines@ledger.test": "double-entry-since-1494",
    "sol@freelance.test": "paper-kite-over-town",
}
OUTSIDE = (404, [("organization_not_found_or_unauthorized", None)])
LACKING = (403, [("missing_organization_permission", None)])


def entered(house: App, world: World, address: str, slug: str | None = None) -> Caller:
    """Somebody's browser, signed in, perhaps with an organization active."""
    browser = house.browser(world)
    form = {"identifier": address, "strategy": "password", "password": PASSWORDS[address]}
    session = session_of(browser.post(SIGN_INS, **form))
    if slug is not None:
        browser.post(f"/v1/client/sessions/{session}/touch", active_organization_id=slug)
    return browser


def allow(world: World, key: str, *permissions: str) -> None:
    """What a role allows from now on, and nothing else."""
    role = world.roles.first(key=key)
    assert role is not None
    world.roles.save(replace(role, permissions=permissions))
