"""The sign-up card: a stranger becomes a user by a code sent to their e-mail address."""

from __future__ import annotations

from .server import Mock
from .visitor import Visitor

PASSWORD = "copper-harbour-19-violin"


def test_a_code_by_mail_completes_a_sign_up(visitor: Visitor, mock: Mock) -> None:
    """Address, password and the code that was sent make a user, who is signed in and can come back."""
    visitor.open("sign-up")
    visitor.request_code_by(emailAddress="grace@new.test", password=PASSWORD)
    visitor.type_code(mock.code_sent_to("grace@new.test"))

    assert "grace@new.test" == visitor.arrive_home()
    assert [] == visitor.complaints

    visitor.sign_out()
    visitor.sign_in("grace@new.test", PASSWORD)

    assert "grace@new.test" == visitor.arrive_home()


def test_a_test_address_takes_the_documented_code(visitor: Visitor) -> None:
    """An address that is marked as a test address is verified by 424242."""
    visitor.open("sign-up")
    visitor.request_code_by(emailAddress="grace+clerk_test@new.test", password=PASSWORD)
    visitor.type_code("424242")

    assert "grace+clerk_test@new.test" == visitor.arrive_home()
