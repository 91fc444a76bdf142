"""Tickets on the pages of an app: sign-in tokens, invitations, acting as somebody, agents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockfapi import Clerk
from tests.rules.worlds import configure

from . import pages
from .conftest import visit
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEW, PASSWORD = "new@engines.test", "copper-harbour-19-violin"
UNKNOWN = "__clerk_ticket=123&__clerk_status=sign_up"


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test."""
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


def who_is(visitor: Visitor, email: str) -> None:
    """Waits until the page greets somebody."""
    visitor.page.locator("#who").filter(has_text=re.compile(f"^{re.escape(email)}$")).wait_for()


@pytest.mark.clerk(scenario="one_user")
def test_a_sign_in_token_on_the_sign_in_page(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """Nobody types anything; another look at the page with the used ticket shows the card."""
    ticket = clerk.tickets.sign_in(ada.email)
    page = f"sign-in?__clerk_ticket={ticket.ticket}&__clerk_status=sign_in"
    visitor.open(page)

    assert ada.email == visitor.arrive_home()
    assert ["accepted"] == [it.status for it in clerk.tickets.all()]

    visitor.sign_out()
    visitor.open(page)
    visitor.page.locator("input[name=identifier]").wait_for()

    assert {400} == {it.status for it in clerk.calls("createSignIn")[1:2]}


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("mode", ["public", "restricted", "waitlist"])
def test_an_invitation_needs_only_the_password(clerk: Clerk, visitor: Visitor, mode: str) -> None:
    """The link of the mail leads to the sign-up page; no code is asked for, whoever else is kept out."""
    configure(clerk.world, user_settings__sign_up__mode=mode)
    clerk.tickets.invite(NEW, redirect_url=f"{visitor.home}/sign-up")
    visitor.page.goto(clerk.outbox.last(to=NEW).link or "")
    visitor.enter(password=PASSWORD)

    assert NEW == visitor.arrive_home()
    assert [] == clerk.calls("prepareSignUpsVerification")
    assert ["accepted"] == [it.status for it in clerk.tickets.all()]


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("page", ["sign-up", "sign-in"])
def test_an_unknown_ticket_stays_on_the_card(clerk: Clerk, visitor: Visitor, page: str) -> None:
    """The refusal is shown; the form for everybody is there."""
    visitor.open(f"{page}?{UNKNOWN}")
    visitor.page.get_by_text("Create your account").wait_for()
    visitor.page.locator("input[name=emailAddress]").wait_for()

    assert {"ticket_invalid_code"} == {it.code for it in clerk.calls("createSignUps")}


@pytest.mark.clerk(scenario="one_user")
def test_an_invited_stranger_acts_for_the_organization(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """After the sign-up by ticket the organization is the active one."""
    clerk.user(ada.email, org="Engines")
    ticket = clerk.tickets.invite(
        NEW, organization="Engines", role="org:admin", redirect_url=f"{visitor.home}/sign-up"
    )
    visitor.page.goto(ticket.url)
    visitor.enter(password=PASSWORD)
    visitor.arrive_home()

    assert "Engines" == visitor.run("Clerk.organization && Clerk.organization.name")
    assert "org:admin" == visitor.run("Clerk.user.organizationMemberships[0].role")


@pytest.mark.clerk(scenario="one_user")
def test_an_invited_user_signs_in_into_the_organization(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """The sign-up page refuses the ticket; the sign-in page takes it."""
    clerk.user("bea@engines.test", org="Engines")
    ticket = clerk.tickets.invite(ada.email, organization="Engines", redirect_url=f"{visitor.home}/sign-in")
    visitor.page.goto(ticket.url)

    assert ada.email == visitor.arrive_home()
    assert "Engines" == visitor.run("Clerk.organization && Clerk.organization.name")


@pytest.mark.clerk(scenario="one_user")
def test_acting_as_somebody_in_place_of_oneself(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """The actor is signed in as such; the ticket takes over the tab."""
    bea = clerk.user("bea@engines.test")
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    ticket = clerk.tickets.impersonate(bea, ada.email).ticket
    made = visitor.run(
        f"Clerk.client.signIn.create({{strategy: 'ticket', ticket: '{ticket}'}})"
        ".then(it => Clerk.setActive({session: it.createdSessionId}))"
        ".then(() => Clerk.session.actor.sub)"
    )
    who_is(visitor, bea.email)

    assert clerk.user(ada.email).id == made


@pytest.mark.clerk(scenario="one_user")
def test_an_agent_arrives_signed_in(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """The link of the task leads to the app, with the browser that has the session."""
    visitor.page.goto(clerk.tickets.agent(ada.email, f"{visitor.home}/").url)
    who_is(visitor, ada.email)

    assert [307] == [it.status for it in clerk.calls("createAgentTask")]
