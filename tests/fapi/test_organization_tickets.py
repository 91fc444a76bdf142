"""Invitations to organizations through the door."""

import pytest

from tests.fapi.test_tickets import ACCEPT, APP, claims_of, made, way
from tests.people import SIGN_INS, SIGN_UPS, codes, sign_in

OLGA, PLACE = "olga@workshop.test", "attic"
NEW = "new@workshop.test"


@pytest.fixture
def world(open_world):
    """Three organizations; Olga belongs to two of them."""
    return open_world("b2b")


@pytest.fixture
def invited(browser):
    """Olga is invited to the other organization, and the app was seen."""
    browser.patch("/v1/environment", origin=APP)
    return made(browser, "invite", email_address=OLGA, organization=PLACE, role="org:admin")


def members(world, it):
    return {
        each.user_id: each.role for each in world.memberships.where(organization_id=it["organization_id"])
    }


def olga(world):
    return world.email_addresses.first(email_address=OLGA).user_id


def test_somebody_who_is_signed_in_joins_by_the_link(browser, world, invited):
    """`complete`, as often as the link is followed; a link for a stranger leads to the sign-up."""
    sign_in(browser, OLGA)
    first, again = (way(browser.get(ACCEPT, ticket=invited["ticket"])) for _ in range(2))

    assert (f"{APP}/", "complete", invited["ticket"]) == first == again
    assert "org:admin" == members(world, invited)[olga(world)]


def test_somebody_with_an_account_signs_in(browser, world, invited):
    """The link leads to the sign-in; sign-up is refused, sign-in joins and acts for the organization."""
    where, status, ticket = way(browser.get(ACCEPT, ticket=invited["ticket"]))
    refused = browser.post(SIGN_UPS, strategy="ticket", ticket=ticket)

    assert (f"{APP}/sign-in", "sign_in") == (where, status)
    assert [("organization_invitation_identification_already_exists", "ticket")] == codes(refused)

    done = browser.post(SIGN_INS, strategy="ticket", ticket=ticket)
    (session,) = done.client["sessions"]

    assert invited["organization_id"] == session["last_active_organization_id"]
    assert (invited["organization_id"], "admin") == tuple(
        claims_of(done.client, session["id"])["o"][key] for key in ("id", "rol")
    )


def test_a_stranger_signs_up(browser, world, invited):
    """Sign-in is refused; after the sign-up the new member acts for the organization."""
    it = made(browser, "invite", email_address=NEW, organization=PLACE)
    refused = browser.post(SIGN_INS, strategy="ticket", ticket=it["ticket"])

    assert "sign_up" == way(browser.get(ACCEPT, ticket=it["ticket"]))[1]
    assert [("organization_invitation_identification_not_exist", "ticket")] == codes(refused)

    form = {"strategy": "ticket", "ticket": it["ticket"], "password": "double-entry-since-1494"}
    done = browser.post(SIGN_UPS, **form)
    (session,) = done.client["sessions"]

    assert it["organization_id"] == session["last_active_organization_id"]
    assert "org:member" == members(world, it)[session["user"]["id"]]


def test_another_person_is_signed_in(browser, world, invited):
    """Nobody joins for somebody else."""
    sign_in(browser, "ines@ledger.test")

    assert "sign_in" == way(browser.get(ACCEPT, ticket=invited["ticket"]))[1]
    assert olga(world) not in members(world, invited)


def test_the_organization_is_gone(house, browser, world, invited):
    """Its invitations went with it, and their tickets say why they lead nowhere."""
    house.backend(world).delete(f"/v1/organizations/{invited['organization_id']}")
    refused = browser.post(SIGN_INS, strategy="ticket", ticket=invited["ticket"])

    assert [("organization_invitation_to_deleted_organization", "ticket")] == codes(refused)
