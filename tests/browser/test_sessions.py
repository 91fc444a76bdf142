"""Several people in one browser, proving once more who one is, and the task to choose an organization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockfapi import Clerk

from . import pages
from .conftest import visit
from .visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADA, ADAS = "ada@engines.test", "punched-cards-1843"
GRACE, GRACES = "grace@engines.test", "moth-in-relay-seventy"
RHEA, RHEAS = "rhea@vault.test", "three-locks-one-door"
UMA, UMAS = "uma@harbour.test", "anchor-chain-in-fog"
TRIGGER = ".cl-userButtonTrigger"
POPOVER = ".cl-userButtonPopoverCard"


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test."""
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


def who_is(visitor: Visitor, email: str) -> None:
    """Waits until the page greets somebody."""
    visitor.page.locator("#who").filter(has_text=re.compile(f"^{re.escape(email)}$")).wait_for()


def from_menu(visitor: Visitor, text: str) -> None:
    """Opens the user button and picks what says this."""
    visitor.page.locator(TRIGGER).click()
    visitor.page.locator(POPOVER).get_by_text(text).first.click()


class TestSeveralPeople:
    """One browser, two sessions."""

    @pytest.fixture(autouse=True)
    def both(self, visitor: Visitor) -> None:
        """Ada and then Grace sign in."""
        visitor.sign_in(ADA, ADAS)
        visitor.arrive_home()
        visitor.sign_in(GRACE, GRACES)
        visitor.arrive_home()

    @pytest.mark.clerk(scenario="multi_session")
    def test_one_switches_to_the_other(self, clerk: Clerk, visitor: Visitor) -> None:
        """The menu lists both; picking one makes it the last active one, also after a reload."""
        first = visitor.who
        from_menu(visitor, "Ada Lovelace")
        who_is(visitor, ADA)
        visitor.reload()

        assert (GRACE, ADA) == (first, visitor.who)
        assert {200} == {it.status for it in clerk.calls("touchSession")}
        assert [] == visitor.complaints

    @pytest.mark.clerk(scenario="multi_session")
    def test_one_signs_out_and_the_other_stays(self, clerk: Clerk, visitor: Visitor) -> None:
        """Only the current session is removed."""
        visitor.page.locator(TRIGGER).click()
        visitor.page.locator("button.cl-userButtonPopoverActionButton__signOut").first.click()
        who_is(visitor, ADA)
        visitor.reload()

        assert ADA == visitor.who
        assert [200] == [it.status for it in clerk.calls("removeSession")]
        assert [] == clerk.calls("removeClientSessionsAndRetainCookie")


@pytest.mark.clerk(scenario="reverification")
def test_something_sensitive_asks_who_it_is(clerk: Clerk, visitor: Visitor) -> None:
    """After eleven minutes the modal wants the password, and then what was asked is done."""
    visitor.sign_in(RHEA, RHEAS)
    visitor.arrive_home()
    clerk.user(RHEA).token()
    clerk.clock.advance(minutes=11)
    visitor.open("profile/security")
    visitor.page.get_by_role("button", name="Open menu").last.click()
    visitor.page.get_by_text("Sign out of device").click()
    visitor.page.locator(".cl-modalContent input[name=password]").fill(RHEAS)
    with visitor.page.expect_response(re.compile("/revoke")) as revoked:
        visitor.page.locator(".cl-modalContent .cl-formButtonPrimary").click()

    assert 200 == revoked.value.status
    assert [403, 200] == [it.status for it in clerk.calls("revokeSession")]
    assert 0 == visitor.run("Clerk.session.factorVerificationAge[0]")


@pytest.mark.clerk(scenario="session_tasks")
def test_a_task_is_done_by_creating_an_organization(clerk: Clerk, visitor: Visitor) -> None:
    """The sign-in leads to the task; the new organization is active on the home page."""
    visitor.sign_in(UMA, UMAS)
    visitor.page.locator("input[name=name]").fill("Harbour Master")
    visitor.page.locator(".cl-formButtonPrimary").click()

    assert UMA == visitor.arrive_home()
    assert "Harbour Master" == visitor.run("Clerk.organization.name")
    assert "active" == visitor.run("Clerk.session.status")
    assert [] == visitor.complaints


@pytest.mark.clerk(scenario="session_tasks")
def test_a_task_is_done_by_picking_an_organization(clerk: Clerk, visitor: Visitor) -> None:
    """Who was invited joins, and is at home in that organization."""
    clerk.tickets.invite(UMA, organization="docks")
    visitor.sign_in(UMA, UMAS)
    visitor.page.get_by_role("button", name="Join").click()
    visitor.page.get_by_text("The Docks").click()

    assert UMA == visitor.arrive_home()
    assert "The Docks" == visitor.run("Clerk.organization.name")
    assert [] == visitor.complaints
