"""Passkeys in the real client: made in a profile, used by the card, with Chromium's own authenticator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .server import Mock
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

KAI = Persona("kai@keyring.test", "brass-key-iron-door")
PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
DISCOVER = "Clerk.client.signIn.authenticateWithPasskey({ flow: 'discoverable' })"
OUTCOME = f"{DISCOVER}.then((it) => it.status, (it) => it.errors?.[0]?.code ?? it.code)"


@pytest.fixture(scope="module")
def keyring() -> Iterator[Mock]:
    """A mock of an instance with passkeys."""
    mock = Mock("passkeys")
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def mock(keyring: Mock) -> Mock:
    """In place of the mock that the other tests share."""
    keyring.reset()
    return keyring


@pytest.fixture
def device(visitor: Visitor) -> Iterator[CDPSession]:
    """The visitor's browser with an authenticator that says yes by itself."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM})
    yield session
    session.detach()


def register(visitor: Visitor) -> list[str]:
    """Signs in with the password and makes a passkey; what the client then knows of it."""
    visitor.sign_in(KAI.email, KAI.password)
    visitor.arrive_home()
    made = visitor.run("Clerk.user.createPasskey().then((it) => [it.name, it.verification.status])")
    return list(made)


def test_a_passkey_is_made_and_signs_in(visitor: Visitor, device: CDPSession) -> None:
    """Without an address being typed: the browser knows whose passkey it has."""
    assert ["Passkey", "verified"] == register(visitor)

    visitor.sign_out()

    visitor.run(f"{DISCOVER}.then((it) => Clerk.setActive({{ session: it.createdSessionId }}))")

    assert KAI.email == visitor.who
    assert visitor.run("Clerk.user.passkeys[0].lastUsedAt !== null")


def test_the_card_signs_in_with_a_passkey(visitor: Visitor, device: CDPSession) -> None:
    """The sign-in card offers passkeys by itself, and this authenticator accepts."""
    register(visitor)
    visitor.sign_out()
    visitor.page.goto(f"{visitor.home}/sign-in")

    assert KAI.email == visitor.arrive_home()


def test_a_passkey_may_follow_an_address(visitor: Visitor, device: CDPSession) -> None:
    """Named, somebody is asked for one of their own passkeys."""
    register(visitor)
    visitor.sign_out()
    visitor.run(f"Clerk.client.signIn.create({{ identifier: '{KAI.email}' }}).then(() => null)")

    assert "complete" == visitor.run("Clerk.client.signIn.authenticateWithPasskey().then((it) => it.status)")


def test_a_removed_passkey_is_refused(visitor: Visitor, device: CDPSession) -> None:
    """The device still has it, the account has not."""
    register(visitor)
    visitor.run("Clerk.user.passkeys[0].delete().then(() => null)")

    assert 0 == visitor.run("Clerk.user.passkeys.length")

    visitor.sign_out()

    assert "passkey_not_registered" == visitor.run(OUTCOME)
