"""E-mail links: opened in a new tab of the browser that asked for them, or in another browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import visit
from .server import Mock
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEW = "grace@new.test"
PASSWORD = "copper-harbour-19-violin"
ANY_BROWSER = """
description: Links that may be opened in any browser.
include: [email_links]
instance:
  user_settings:
    attack_protection:
      email_link:
        require_same_client: false
"""


@pytest.fixture(scope="module", params=["strict", "lax"])
def linking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mock]:
    """A mock whose links work in one browser, and one whose links work in all of them."""
    file = Path(tmp_path_factory.mktemp("scenario"), "any_browser.yaml")
    file.write_text(ANY_BROWSER, encoding="utf-8")
    mock = Mock("email_links" if request.param == "strict" else str(file))
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def mock(linking: Mock) -> Mock:
    """In place of the mock that the other tests share."""
    linking.reset()
    return linking


@pytest.fixture
def other(chromium: Browser, visitor: Visitor) -> Iterator[Visitor]:
    """Somebody at another browser, on the same site."""
    with visit(chromium, visitor.home) as someone:
        yield someone


strict = pytest.mark.parametrize("linking", ["strict"], indirect=True)
lax = pytest.mark.parametrize("linking", ["lax"], indirect=True)


def ask_to_sign_in(visitor: Visitor, ada: Persona) -> None:
    """Through the sign-in card to the page that waits for the link."""
    visitor.open("sign-in")
    visitor.identify(ada.email)
    visitor.pick("Use another method")
    visitor.request_code_with("Email link to")


def ask_to_sign_up(visitor: Visitor) -> None:
    """Through the sign-up card to the page that waits for the link."""
    visitor.open("sign-up")
    visitor.request_code_by(emailAddress=NEW, password=PASSWORD)


def wait_for(visitor: Visitor, text: str) -> None:
    visitor.page.locator("#card").get_by_text(text).first.wait_for()


@strict
def test_a_link_in_the_same_browser_signs_in(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """The new tab arrives signed in; the one that waited says that it is no longer needed."""
    ask_to_sign_in(visitor, ada)
    waiting = visitor.page

    visitor.follow(mock.link_sent_to(ada.email))

    assert ada.email == visitor.arrive_home()
    waiting.get_by_text("Signed in on other tab").wait_for()
    assert [] == visitor.complaints


@strict
def test_a_link_signs_in_by_cookie(cookie_visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """Where the client cookie tells who opens it, on development and live keys."""
    ask_to_sign_in(cookie_visitor, ada)
    cookie_visitor.follow(mock.link_sent_to(ada.email))

    assert ada.email == cookie_visitor.arrive_home()


@strict
def test_a_link_in_another_browser_is_refused(
    visitor: Visitor, other: Visitor, mock: Mock, ada: Persona
) -> None:
    """It says so there, and still works where it was asked for."""
    ask_to_sign_in(visitor, ada)
    link = mock.link_sent_to(ada.email)
    other.follow(link)
    wait_for(other, "Verification link is invalid for this device")

    assert "signed out" == other.who == visitor.who
    visitor.follow(link)

    assert ada.email == visitor.arrive_home()


@lax
def test_a_link_in_another_browser_signs_in_the_one_that_waits(
    visitor: Visitor, other: Visitor, mock: Mock, ada: Persona
) -> None:
    """Where the instance allows it: the other browser is sent back, and stays signed out."""
    ask_to_sign_in(visitor, ada)
    other.follow(mock.link_sent_to(ada.email))

    assert ada.email == visitor.arrive_home()
    assert "signed out" == other.who


@strict
def test_a_link_in_the_same_browser_signs_up(visitor: Visitor, mock: Mock) -> None:
    """The new tab arrives signed in as the new user, who can come back with the password."""
    ask_to_sign_up(visitor)
    visitor.follow(mock.link_sent_to(NEW))

    assert NEW == visitor.arrive_home()
    visitor.sign_out()
    visitor.sign_in(NEW, PASSWORD)
    assert NEW == visitor.arrive_home()


@strict
def test_a_sign_up_link_in_another_browser_is_refused(visitor: Visitor, other: Visitor, mock: Mock) -> None:
    """As with a sign-in."""
    ask_to_sign_up(visitor)
    link = mock.link_sent_to(NEW)
    other.follow(link)
    wait_for(other, "Verification link is invalid for this device")

    visitor.follow(link)

    assert NEW == visitor.arrive_home()


@lax
def test_a_sign_up_link_in_another_browser_signs_up_the_one_that_waits(
    visitor: Visitor, other: Visitor, mock: Mock
) -> None:
    """The tab that waited goes on by itself."""
    ask_to_sign_up(visitor)
    other.follow(mock.link_sent_to(NEW))

    assert NEW == visitor.arrive_home()
    assert "signed out" == other.who
