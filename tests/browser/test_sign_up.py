"""The sign-up card: a stranger becomes a user by a code sent to their e-mail address."""

from __future__ import annotations

from .server import Mock
from .visitor import Visitor

PASSWORD = "copper-harbour-19-violin"


def test_a_code_by_mail_completes_a_sign_up(visitor: Visitor, mock: Mock) -> None:
    """Address, password and the code that was sent make a user who is signed in."""
    visitor.open("sign-up")
    visitor.request_code_by(emailAddress="grace@new.test", password=PASSWORD)
    visitor.type_code(mock.code_sent_to("grace@new.test"))

    assert "grace@new.test" == visitor.arrive_home()
    assert [] == visitor.complaints


def test_a_new_user_can_come_back(visitor: Visitor, mock: Mock) -> None:
    """Who signed up and signed out signs in again with the same password."""
    visitor.open("sign-up")
    visitor.request_code_by(emailAddress="grace@new.test", password=PASSWORD)
    visitor.type_code(mock.code_sent_to("grace@new.test"))
    visitor.arrive_home()
    visitor.sign_out()
    visitor.sign_in("grace@new.test", PASSWORD)

    assert "grace@new.test" == visitor.arrive_home()


def test_a_test_address_takes_the_documented_code(visitor: Visitor) -> None:
    """An address that is marked as a test address is verified by 424242."""
    visitor.open("sign-up")
    visitor.request_code_by(emailAddress="grace+clerk_test@new.test", password=PASSWORD)
    visitor.type_code("424242")

    assert "grace+clerk_test@new.test" == visitor.arrive_home()
