"""Refusals of members who leave or delete organizations, each provoked by a request of theirs."""

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.organizations import place
from tests.catalogue.stage import Stage, provokes
from tests.people import sign_in

OLGA = "olga@workshop.test"


def admin(stage: Stage, world: World) -> Caller:
    browser = stage.browser(world)
    sign_in(browser, OLGA)
    return browser


@provokes("organization_admin_delete_not_enabled")
def deleted_where_nobody_may(stage: Stage) -> Reply:
    world = stage.world("b2b", organization_settings__actions__admin_delete=False)
    return admin(stage, world).delete(place(world))


@provokes("personal_accounts_not_allowed")
def the_only_one_deleted(stage: Stage) -> Reply:
    world = stage.world("b2b", organization_settings__force_organization_selection=True)
    olga = admin(stage, world)
    ledger = world.organizations.first(slug="duarte-ledgers")
    assert ledger is not None
    olga.delete(f"/v1/me/organization_memberships/{ledger.id}")
    return olga.delete(place(world))
