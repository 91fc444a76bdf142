"""Organizations on the real cards: founding, switching, members, invitations, domains, requests to join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mockfapi import Clerk
from tests.rules.worlds import configure

from . import pages
from .conftest import visit
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

OLGA = Persona("olga@workshop.test", "lathe-and-plane-21")
MILO = Persona("milo@workshop.test", "dovetail-joint-34")
NORA = Persona("nora@gazette.test", "hot-metal-type-1886")
NEW, BOSS, URSULA = "nadia@guild.test", "boss@guild.test", "ursula@guild.test"
PASSWORD = "copper-harbour-19-violin"
MEMBERS = "organization/organization-members"
WORKSHOP, SLUG, LEDGERS = "Brandt Workshop", "brandt-workshop", "Duarte Ledgers"
MODES = ("manual_invitation", "automatic_invitation", "automatic_suggestion")
CLAIM = """Clerk.session.getToken({skipCache: true})
  .then(it => JSON.parse(atob(it.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).o)
  .then(it => it ? [it.slg, it.rol] : null)"""
ENTER = """([form, organization]) => Clerk.client.signIn.create(form)
  .then(it => Clerk.setActive({session: it.createdSessionId, organization}))"""
b2b = pytest.mark.clerk(scenario="b2b")


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test."""
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


@pytest.fixture
def other(chromium: Browser, visitor: Visitor) -> Iterator[Visitor]:
    """Somebody else on the same site."""
    with visit(chromium, visitor.home) as someone:
        yield someone


def enter(visitor: Visitor, who: Persona, card: str, organization: str | None = None) -> None:
    """Signed in without a card, acting for an organization, then at a card."""
    visitor.open("waitlist")
    visitor.page.evaluate(ENTER, [{"identifier": who.email, "password": who.password}, organization])
    visitor.open(card)


def choose(visitor: Visitor, name: str) -> None:
    """Picks an account on the card, and waits until it is the active one."""
    visitor.page.locator("button", has_text=re.compile(f"^{name}")).last.click()
    visitor.page.wait_for_function(
        "name => (Clerk.organization?.name ?? 'Personal account') === name", arg=name
    )


def switch(visitor: Visitor, name: str) -> None:
    visitor.page.locator(".cl-organizationSwitcherTrigger").click()
    choose(visitor, name)


def members(visitor: Visitor, tab: str = "Members") -> Locator:
    """The rows of a tab on the page of members."""
    visitor.open(MEMBERS)
    visitor.page.get_by_role("tab", name=tab).click()
    return visitor.page.locator(".cl-tableRow")


def press(visitor: Visitor, name: str) -> None:
    visitor.page.locator("#card").get_by_role("button", name=name).first.click()


def menu(visitor: Visitor, place: Locator, name: str) -> None:
    """Picks from the menu of a row."""
    place.get_by_role("button", name="Open menu").click()
    visitor.page.get_by_role("menuitem", name=name).click()


def claim(visitor: Visitor) -> Any:
    """Slug and role that a new token of this tab tells, or None."""
    return visitor.run(CLAIM)


@b2b
def test_each_tab_acts_for_an_organization(visitor: Visitor) -> None:
    """Two tabs of one browser, a new organization, and the personal account, each in the token."""
    enter(visitor, OLGA, "switcher")
    switch(visitor, WORKSHOP)
    first = visitor.page
    visitor.follow(f"{visitor.home}/organizations")
    choose(visitor, LEDGERS)
    second = claim(visitor)
    visitor.page = first

    assert ([SLUG, "admin"], ["duarte-ledgers", "member"]) == (claim(visitor), second)

    visitor.open("found")
    visitor.enter(name="Guild of Joiners")
    visitor.page.get_by_role("button", name="Skip").wait_for()
    visitor.open("switcher")

    assert ["guild-of-joiners", "admin"] == claim(visitor)

    switch(visitor, "Personal account")

    assert claim(visitor) is None


@b2b
def test_somebody_is_invited_promoted_and_removed(clerk: Clerk, visitor: Visitor, other: Visitor) -> None:
    """The link opens in another browser; every change is in that browser's next token."""
    configure(clerk.world, organization_settings__domains__default_role="org:member")
    configure(clerk.world, display_config__sign_up_url=f"{visitor.home}/sign-up")
    enter(visitor, OLGA, MEMBERS, SLUG)
    press(visitor, "Invite")
    visitor.page.locator("#card").get_by_placeholder(re.compile("example@")).fill(NEW)
    visitor.page.keyboard.press("Enter")
    press(visitor, "Send invitations")
    visitor.page.get_by_text("Invitations successfully sent").wait_for()
    other.page.goto(clerk.outbox.last(to=NEW).link or "")
    other.enter(password=PASSWORD)

    assert NEW == other.arrive_home()
    assert [SLUG, "member"] == claim(other)

    row = members(visitor).filter(has_text=NEW)
    row.locator(".cl-selectButton__role").click()
    with visitor.page.expect_response(re.compile("/memberships/")):
        visitor.page.locator(".cl-selectOption", has_text="Admin").click()

    assert [SLUG, "admin"] == claim(other)

    menu(visitor, row, "Remove member")
    row.wait_for(state="detached")
    other.reload()

    assert claim(other) is None


def offered(visitor: Visitor, place: Locator) -> list[str]:
    """The roles to choose from; the choice stays open."""
    place.locator(".cl-selectButton__role").click()
    options = visitor.page.locator(".cl-selectOption")
    options.first.wait_for()
    return sorted(options.all_inner_texts())


@pytest.mark.clerk(scenario="custom_roles")
def test_the_roles_of_the_set_are_offered(clerk: Clerk, visitor: Visitor) -> None:
    """For members and for who is invited; while roles are reassigned they are locked."""
    enter(visitor, NORA, MEMBERS, "gazette")
    row = members(visitor).filter(has_text="emil@gazette.test")
    row.wait_for()
    of_members = offered(visitor, row)
    with visitor.page.expect_response(re.compile("/memberships/")) as changed:
        visitor.page.locator(".cl-selectOption", has_text="Viewer").click()
    press(visitor, "Invite")
    form = visitor.page.locator("#card form")
    form.wait_for()
    of_guests = offered(visitor, form)

    assert ["Admin", "Editor", "Viewer"] == of_members == of_guests
    assert "org:viewer" == changed.value.json()["response"]["role"]

    clerk.faults.preset("role_migration")
    row = members(visitor).filter(has_text="emil@gazette.test")
    visitor.page.get_by_text("Roles are temporarily locked").wait_for()

    assert row.locator(".cl-selectButton__role").is_disabled()


@b2b
def test_a_member_sees_and_can_do_less(clerk: Clerk, visitor: Visitor) -> None:
    """No forms, no invitations; what a script tries is refused; leaving is allowed."""
    configure(clerk.world, organization_settings__domains__enabled=True)
    enter(visitor, MILO, "organization", SLUG)
    visitor.page.get_by_role("button", name="Leave organization").wait_for()
    seen = visitor.page.locator("#card").inner_text()
    row = members(visitor)
    row.get_by_text(OLGA.email).wait_for()
    refused = visitor.run(
        "Promise.all([() => Clerk.organization.update({name: 'Mine'}), () => Clerk.organization.destroy(),"
        " () => Clerk.organization.inviteMember({emailAddress: 'a@b.test', role: 'org:admin'}),"
        " () => Clerk.organization.getDomains(), () => Clerk.organization.createDomain('b.test')]"
        ".map(it => it().catch(reason => [reason.status, reason.errors[0].code])))"
    )

    assert not re.search("Update profile|Delete organization|Add domain", seen)
    assert [[403, "missing_organization_permission"]] * 5 == refused
    assert 0 == visitor.page.get_by_role("button", name="Invite").count()

    visitor.open("organization")
    press(visitor, "Leave organization")
    visitor.page.locator("#card input:visible").fill(WORKSHOP)
    with visitor.page.expect_response(re.compile("me/organization_memberships/")):
        visitor.page.locator(".cl-formButtonPrimary").click()
    visitor.open()

    assert claim(visitor) is None


def suggest(clerk: Clerk, visitor: Visitor) -> None:
    """Proves a domain, and has it suggest the organization to everybody there."""
    press(visitor, "Add domain")
    visitor.enter(name="guild.test")
    address = visitor.page.locator("input[name=affiliationEmailAddress]")
    address.fill("boss")
    address.press("Enter")
    visitor.page.locator("input[autocomplete=one-time-code]").wait_for()
    with visitor.page.expect_response(re.compile("attempt_affiliation")):
        visitor.type_code(clerk.outbox.last(to=BOSS).code or "")
    # The card goes by what it knew of the domain before, and closes.
    visitor.open("organization")
    menu(visitor, visitor.page.locator(".cl-profileSection__organizationDomains"), "Manage")
    visitor.page.get_by_text("Automatic suggestions").click()
    with visitor.page.expect_response(re.compile("update_enrollment_mode")):
        visitor.enter()


@b2b
def test_a_domain_brings_a_colleague(clerk: Clerk, visitor: Visitor, other: Visitor) -> None:
    """Proven by code, set to suggestions; she asks to join, and an admin lets her in."""
    configure(clerk.world, organization_settings__domains__enabled=True)
    configure(clerk.world, organization_settings__domains__enrollment_modes=MODES)
    clerk.user(URSULA, password=PASSWORD)
    enter(visitor, OLGA, "organization", SLUG)
    suggest(clerk, visitor)
    enter(other, Persona(URSULA, PASSWORD), "organizations")
    press(other, "Request to join")
    other.page.get_by_text("Pending approval").wait_for()

    assert claim(other) is None

    row = members(visitor, "Requests").filter(has_text=URSULA)
    row.wait_for()
    row.get_by_role("button", name="Approve").click()
    row.wait_for(state="detached")
    other.run(f"Clerk.user.reload().then(() => Clerk.setActive({{organization: '{SLUG}'}}))")

    assert [SLUG, "member"] == claim(other)
