"""Addresses and numbers in the real profile card: added, verified by code or link, made primary, removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .server import Mock
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Locator

NEW, NUMBER = "ada@looms.test", "+12025557143"
BY_CODE = """
description: Addresses and numbers, both verified by code.
include: [one_user]
instance:
  user_settings:
    attributes:
      phone_number:
        enabled: true
        used_for_first_factor: true
        first_factors: [phone_code]
        verifications: [phone_code]
        verify_at_sign_up: true
"""
codes = pytest.mark.parametrize("keeping", ["codes"], indirect=True)
links = pytest.mark.parametrize("keeping", ["links"], indirect=True)


@pytest.fixture(scope="module", params=["codes", "links"])
def keeping(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mock]:
    """A mock that verifies by code, and one that verifies by link."""
    file = Path(tmp_path_factory.mktemp("scenario"), "by_code.yaml")
    file.write_text(BY_CODE, encoding="utf-8")
    mock = Mock("email_links" if request.param == "links" else str(file))
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def mock(keeping: Mock) -> Mock:
    """In place of the mock that the other tests share."""
    keeping.reset()
    return keeping


def section(visitor: Visitor, name: str) -> Locator:
    """A section of the profile card."""
    return visitor.page.locator(f".cl-profileSection__{name}")


def open_profile(visitor: Visitor, ada: Persona) -> None:
    """Signed in a moment ago, so that nothing asks for another proof."""
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    visitor.open("profile")


def add(visitor: Visitor, kind: str, field: str, value: str) -> None:
    """Through the form of a section until a code or link was asked for."""
    section(visitor, kind).get_by_role("button", name=re.compile("Add ")).click()
    visitor.request_code_by(**{field: value})


def choose(visitor: Visitor, kind: str, value: str, action: str) -> None:
    """By the menu beside an address or number."""
    row = section(visitor, kind).locator(f".cl-profileSectionItem__{kind}").filter(has_text=value)
    row.locator(".cl-menuButton__profile, .cl-menuButton, [aria-haspopup=menu]").first.click()
    visitor.page.get_by_role("menuitem", name=action).click()


def addresses(visitor: Visitor) -> list[str]:
    """What the client knows, the primary one first."""
    found = visitor.run(
        "[Clerk.user.primaryEmailAddress.emailAddress, ...Clerk.user.emailAddresses"
        ".filter((it) => it.verification.status === 'verified').map((it) => it.emailAddress)]"
    )
    return list(dict.fromkeys(found))


@codes
def test_an_address_takes_the_place_of_another(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """Added, verified by code and made primary, of which the old one is told; then that one goes."""
    open_profile(visitor, ada)
    add(visitor, "emailAddresses", "emailAddress", NEW)
    visitor.type_code(mock.code_sent_to(NEW))
    visitor.page.locator("input[autocomplete=one-time-code]").wait_for(state="detached")

    assert [ada.email, NEW] == addresses(visitor)

    choose(visitor, "emailAddresses", NEW, "Set as primary")
    visitor.page.wait_for_function(f"Clerk.user.primaryEmailAddress.emailAddress === '{NEW}'")

    assert [NEW, ada.email] == addresses(visitor)

    choose(visitor, "emailAddresses", ada.email, "Remove email")
    visitor.page.locator(".cl-formButtonPrimary").click()
    visitor.page.wait_for_function("Clerk.user.emailAddresses.length === 1")

    assert [NEW] == addresses(visitor)


@codes
def test_a_number_is_added_and_removed(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """A wrong code is told and costs nothing but an attempt."""
    open_profile(visitor, ada)
    add(visitor, "phoneNumbers", "phoneNumber", NUMBER)
    code = mock.code_sent_to(NUMBER)
    visitor.type_code("000000" if code != "000000" else "111111")

    assert "Incorrect code" in visitor.code_error()

    # The card empties its field a moment after it has told.
    visitor.page.wait_for_function("!document.querySelector('input[autocomplete=one-time-code]').value")
    visitor.type_code(code)
    visitor.page.locator("input[autocomplete=one-time-code]").wait_for(state="detached")

    assert NUMBER == visitor.run("Clerk.user.primaryPhoneNumber.phoneNumber")

    choose(visitor, "phoneNumbers", "555-7143", "Remove phone number")
    visitor.page.locator(".cl-formButtonPrimary").click()
    section(visitor, "phoneNumbers").get_by_text("555-7143").wait_for(state="detached")

    assert 0 == visitor.run("Clerk.user.phoneNumbers.length")


@links
def test_an_address_is_verified_by_link(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """Opened in another tab; the card that waits notices by itself."""
    open_profile(visitor, ada)
    add(visitor, "emailAddresses", "emailAddress", NEW)
    waiting = visitor.page
    visitor.follow(mock.link_sent_to(NEW))
    visitor.page = waiting
    verified = "(it) => it.verification.status === 'verified'"
    waiting.wait_for_function(f"Clerk.user.emailAddresses.every({verified})")

    assert [ada.email, NEW] == addresses(visitor)
