"""Providers in the real cards: signing up and in by the built-in provider's page, connecting accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .server import Mock
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Locator

INES, NEWCOMER = "ines@sundial.test", "nova@elsewhere.test"
THEO = Persona("theo@sundial.test", "shadow-on-the-garden-wall")
BUTTON = ".cl-socialButtonsIconButton__{0}, .cl-socialButtonsBlockButton__{0}"
# The real client loads the logos of providers that it knows from its own host.
LOGO = re.compile(r"https://img\.clerk\.com/static/(google|github)\.svg(\?|$)")


@pytest.fixture(scope="module")
def sundial() -> Iterator[Mock]:
    """A mock with providers."""
    mock = Mock("social")
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def mock(sundial: Mock) -> Mock:
    """In place of the mock that the other tests share."""
    sundial.reset()
    return sundial


@pytest.fixture
def person(visitor: Visitor) -> Iterator[Visitor]:
    """A visitor whose page asks for logos of well-known providers, and for nothing else outside."""
    yield visitor
    visitor.outside[:] = [url for url in visitor.outside if not LOGO.match(url)]


def go(visitor: Visitor, card: str, provider: str = "google") -> None:
    """From a card to the page of a provider."""
    visitor.open(card)
    visitor.page.locator(BUTTON.format(provider)).first.click()
    visitor.page.get_by_role("heading", name="Continue with").wait_for()


def pick(visitor: Visitor, address: str) -> None:
    """On the page of the provider: one of those whom it knows."""
    visitor.page.locator(f"button.person[value='{address}']").click()


def be(visitor: Visitor, address: str, first_name: str, last_name: str) -> None:
    """On the page of the provider: somebody else."""
    fields = {"email_address": address, "first_name": first_name, "last_name": last_name}
    for name, text in fields.items():
        visitor.page.locator(f"input[name={name}]").fill(text)
    visitor.page.get_by_role("button", name="Allow").click()


def connections(visitor: Visitor) -> list[str]:
    """What the client knows, sorted."""
    told = "`${it.provider} ${it.emailAddress} ${it.verification.status}`"
    found = visitor.run(f"Clerk.user.externalAccounts.map((it) => {told})")
    return sorted(found)


def section(visitor: Visitor) -> Locator:
    return visitor.page.locator(".cl-profileSection__connectedAccounts")


def test_both_cards_lead_in_by_a_provider(person: Visitor) -> None:
    """A newcomer signs up and in again; either card finds the other's way; a no is told."""
    go(person, "sign-up")
    be(person, NEWCOMER, "Nova", "Klein")

    assert NEWCOMER == person.arrive_home()
    assert [f"google {NEWCOMER} verified"] == connections(person)
    assert "Nova Klein" == person.run("Clerk.user.fullName")

    person.sign_out()
    go(person, "sign-in")
    pick(person, NEWCOMER)

    assert NEWCOMER == person.arrive_home()

    # Who has an account already is signed in by the sign-up card.
    person.sign_out()
    go(person, "sign-up")
    pick(person, INES)

    assert INES == person.arrive_home()

    # Who has none is signed up by the sign-in card.
    person.sign_out()
    go(person, "sign-in", "custom_sundial")
    be(person, "kim@elsewhere.test", "Kim", "Ray")

    assert "kim@elsewhere.test" == person.arrive_home()

    person.sign_out()
    go(person, "sign-in")
    person.page.get_by_role("button", name="Deny").click()
    person.page.locator(".cl-signIn-root .cl-alert").wait_for()

    assert "signed out" == person.who


def test_an_account_is_connected_and_removed_in_the_profile(person: Visitor) -> None:
    """Its address comes along and stays; the menu lists what is not connected yet."""
    person.sign_in(THEO.email, THEO.password)
    person.arrive_home()
    person.open("profile")
    section(person).get_by_role("button", name="Connect account").click()
    person.page.get_by_role("menuitem", name="Google").click()
    be(person, "theo.mail@elsewhere.test", "Theo", "Brandt")
    section(person).get_by_text("theo.mail@elsewhere.test").wait_for()

    assert [
        "github theo.codes@sundial.test verified",
        "google theo.mail@elsewhere.test verified",
    ] == connections(person)

    row = section(person).locator(".cl-profileSectionItem__connectedAccounts").filter(has_text="theocodes")
    row.locator(".cl-menuButton, [aria-haspopup=menu]").first.click()
    person.page.get_by_role("menuitem", name="Remove").click()
    person.page.locator(".cl-formButtonPrimary").click()
    person.page.wait_for_function("Clerk.user.externalAccounts.length === 1")

    assert ["google theo.mail@elsewhere.test verified"] == connections(person)
    assert THEO.email == person.who
