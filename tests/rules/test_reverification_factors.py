"""All that may prove once more who somebody is, besides passwords and codes to addresses."""

from dataclasses import replace

import pytest

from mockfapi.rules import reverifications, sessions
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.records import Client, Reverification, Session
from tests.authenticator import Authenticator
from tests.rules.factoring import app_code, knowing_all, with_app
from tests.rules.keys import registered, with_passkeys
from tests.rules.reverifying import a_session, attempt, now, passed, prepare
from tests.rules.worlds import a_user, refusals, refused_without_trace


@pytest.fixture
def session(world: World, client: Client) -> Session:
    """Somebody with a password who signed in eleven minutes ago."""
    return a_session(world, client)


def test_a_passkey(world: World, session: Session) -> None:
    """The challenge is that of this reverification, and a passkey of the user answers it."""
    with_passkeys(world)
    device = Authenticator()
    registered(world, world.users[session.user_id], device)
    reverifications.start(world, session, "first_factor")
    asked = prepare(world, session, "passkey").first_factor
    it = attempt(world, session, "passkey", public_key_credential=device.answer(asked.nonce))

    assert "complete" == reverifications.status(world, it)
    assert (0, -1) == sessions.factor_ages(world, now(world, session))


def test_a_passkey_of_somebody_else(world: World, session: Session) -> None:
    """It is not among those that the challenge allows."""
    with_passkeys(world)
    mine, theirs = Authenticator(), Authenticator(credential_id=b"device-two-key-2")
    registered(world, world.users[session.user_id], mine)
    registered(world, a_user(world, "bob@acme.dev"), theirs)
    reverifications.start(world, session, "first_factor")
    nonce = prepare(world, session, "passkey").first_factor.nonce

    assert [(404, "passkey_not_registered", None)] == refused_without_trace(
        world, lambda: attempt(world, session, "passkey", public_key_credential=theirs.answer(nonce))
    )


@pytest.mark.parametrize("strategy", ["totp", "backup_code"])
def test_an_app_and_its_backup_codes(world: World, session: Session, strategy: str) -> None:
    """Neither is prepared, and neither works twice."""
    knowing_all(world)
    with_app(world, world.users[session.user_id])
    code = app_code(world) if strategy == "totp" else "aaaa1111"

    def prove() -> Reverification:
        reverifications.start(world, now(world, session), "second_factor")
        return reverifications.attempt_second_factor(world, now(world, session), strategy, Proof(code=code))

    it = prove()

    assert "complete" == reverifications.status(world, it)
    assert (11, 0) == sessions.factor_ages(world, now(world, session))
    assert [(422, "form_code_incorrect", "code")] == refusals(prove)


def test_a_password_that_a_breach_has_shown(world: World, session: Session) -> None:
    """Proves nothing any more."""
    world.users.save(replace(world.users[session.user_id], password_compromised=True))
    reverifications.start(world, session, "first_factor")
    found = refusals(lambda: passed(world, session))

    assert [(422, "form_password_compromised", "password")] == found
    assert (11, -1) == sessions.factor_ages(world, now(world, session))
