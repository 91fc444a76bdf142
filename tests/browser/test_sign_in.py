"""The sign-in card and what follows it: password, code, mistakes, a forgotten password, tokens, sign-out."""

from __future__ import annotations

import jwt

from .server import Mock
from .visitor import Persona, Visitor

NEW_PASSWORD = "ivory-kettle-42-lantern"


def test_a_password_signs_in(visitor: Visitor, ada: Persona) -> None:
    """E-mail address and password lead to the home page, and nothing is complained about on the way."""
    visitor.sign_in(ada.email, ada.password)

    assert ada.email == visitor.arrive_home()
    assert [] == visitor.complaints


def test_a_code_by_mail_signs_in(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """The other method sends a code to the address, and that code signs in."""
    visitor.open("sign-in")
    visitor.identify(ada.email)
    visitor.pick("Use another method")
    visitor.request_code_with("Email code to")
    visitor.type_code(mock.code_sent_to(ada.email))

    assert ada.email == visitor.arrive_home()


def test_a_wrong_password_is_explained_at_its_field(visitor: Visitor, ada: Persona) -> None:
    """The message of a wrong password stands below the password field; the right one still signs in."""
    visitor.sign_in(ada.email, "not-" + ada.password)

    assert "Password is incorrect" in visitor.field_error("password")

    visitor.enter(password=ada.password)

    assert ada.email == visitor.arrive_home()


def test_an_unknown_address_is_explained_at_its_field(visitor: Visitor) -> None:
    """An address that nobody has is refused with a message below the identifier field."""
    visitor.open("sign-in")
    visitor.enter(identifier="nobody@nowhere.test")

    assert "Couldn't find your account" in visitor.field_error("identifier")


def test_a_wrong_code_is_explained_below_the_digits(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """A code that was not sent is refused with a message below the digits."""
    visitor.open("sign-in")
    visitor.identify(ada.email)
    visitor.pick("Use another method")
    visitor.request_code_with("Email code to")
    sent = mock.code_sent_to(ada.email)
    visitor.type_code("111111" if sent != "111111" else "222222")

    assert "Incorrect code" in visitor.code_error()


def test_a_forgotten_password_is_replaced(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """A code by mail allows a new password, which signs in at once and again later; the old one does not."""
    visitor.open("sign-in")
    visitor.identify(ada.email)
    visitor.pick("Forgot password?")
    visitor.request_code_with("Reset your password")
    visitor.type_code(mock.code_sent_to(ada.email))
    visitor.enter(password=NEW_PASSWORD, confirmPassword=NEW_PASSWORD)

    assert ada.email == visitor.arrive_home()

    visitor.sign_out()
    visitor.sign_in(ada.email, ada.password)

    assert "Password is incorrect" in visitor.field_error("password")

    visitor.enter(password=NEW_PASSWORD)

    assert ada.email == visitor.arrive_home()


def test_sign_out_ends_the_session_for_good(visitor: Visitor, ada: Persona) -> None:
    """The menu's sign-out leads to a signed-out page that stays signed out after a reload."""
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    visitor.sign_out()

    assert "signed out" == visitor.who

    visitor.reload()

    assert "signed out" == visitor.who


def test_a_token_verifies_against_the_published_keys(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """A fresh session token is signed by a published key, lives a minute and names its user and session."""
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    token = visitor.run("Clerk.session.getToken({ skipCache: true })")
    keys = jwt.PyJWKSet.from_dict(mock.ask("GET", "/.well-known/jwks.json"))
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, ["RS256"], issuer=mock.issuer, options={"require": ["exp", "iat", "nbf"]})

    assert visitor.run("[Clerk.user.id, Clerk.session.id]") == [claims["sub"], claims["sid"]]
    assert 60 == claims["exp"] - claims["iat"]
