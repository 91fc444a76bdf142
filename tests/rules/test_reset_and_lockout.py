"""Forgotten passwords, lockout and bans."""

from dataclasses import replace

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import lockout, passwords, sessions, sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import (
    ADA,
    HOUR,
    MINUTE,
    PASSWORD,
    a_client,
    a_user,
    configure,
    last_code,
    now,
    refusals,
    refused_without_trace,
    signed_in,
    started,
    wrong_code,
)

NEW = "quite another secret 9"
RESET = "reset_password_email_code"


def forgotten(world: World, client: Client):
    """A sign-in whose reset code was right."""
    it = sign_ins.create(world, client, strategy=RESET, identifier=ADA, proof=Proof())
    return sign_ins.attempt_first_factor(world, it, RESET, Proof(code=last_code(world)))


def guess(world: World, client: Client, password: str = "wrong") -> None:
    sign_ins.create(
        world, now(world, client), strategy="password", identifier=ADA, proof=Proof(password=password)
    )


def test_a_reset_code_leads_to_a_new_password_and_a_session(world: World, client: Client) -> None:
    """The code alone signs nobody in; afterwards only the new password does."""
    user = a_user(world)
    it = forgotten(world, client)
    between = sign_ins.status(world, it)
    done = sign_ins.reset_password(world, it, NEW, False)

    assert "needs_new_password" == between
    assert "complete" == sign_ins.status(world, done)
    assert passwords.matches(world, world.users[user.id], NEW)
    assert not passwords.matches(world, world.users[user.id], PASSWORD)
    assert "reset_password_code" == world.messages.first(to=ADA).kind


@pytest.mark.parametrize(("asked", "status"), [(True, "revoked"), (False, "active")])
def test_a_reset_ends_other_sessions_only_when_asked(
    world: World, client: Client, asked: bool, status: str
) -> None:
    """On whichever client they are."""
    a_user(world)
    elsewhere = signed_in(world, a_client(world))

    sign_ins.reset_password(world, forgotten(world, client), NEW, asked)

    assert status == sessions.status(world, world.sessions[elsewhere.id])
    assert now(world, client).last_active_session_id is not None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "form_password_length_too_short"),
        ("password1", "form_password_not_strong_enough"),
        (ADA, "form_password_matches_identifier"),
    ],
)
def test_a_new_password_must_keep_the_rules(world: World, client: Client, password: str, code: str) -> None:
    """And the sign-in still waits for one that does."""
    a_user(world)
    it = forgotten(world, client)
    found = refused_without_trace(world, lambda: sign_ins.reset_password(world, it, password, True))

    assert [(422, code, "password")] == found


def test_a_reset_needs_its_code_first(world: World, client: Client) -> None:
    """And once the code was right, no factor is due."""
    a_user(world)
    waiting = started(world, client)
    refusal = [(400, "client_state_invalid", None)]

    assert refusal == refused_without_trace(world, lambda: sign_ins.reset_password(world, waiting, NEW, True))
    it = forgotten(world, client)
    assert refusal == refused_without_trace(
        world, lambda: sign_ins.prepare_first_factor(world, it, Preparation("email_code"))
    )
    assert refusal == refused_without_trace(
        world, lambda: sign_ins.attempt_first_factor(world, it, "password", Proof(password=PASSWORD))
    )


def test_the_last_attempts_come_with_a_warning_then_the_account_is_locked(
    world: World, client: Client
) -> None:
    """Two, one and none left are told; from then on even the right password is refused."""
    user = a_user(world)
    codes = [[code for _, code, _ in refusals(lambda: guess(world, client))] for _ in range(10)]

    assert [["form_password_incorrect"]] * 7 == codes[:7]
    assert [["form_password_incorrect", "account_lockout_warning"]] * 3 == codes[7:]
    locked = world.users[user.id]
    assert lockout.is_locked(world, locked)
    assert (0, 3600) == (lockout.attempts_remaining(world, locked), lockout.expires_in_seconds(world, locked))
    found = refused_without_trace(world, lambda: guess(world, client, PASSWORD))
    assert [(403, "user_locked", None)] == found


def test_a_lockout_ends_by_the_clock_and_counting_begins_anew(world: World, client: Client) -> None:
    """After an hour all attempts are there again."""
    user = world.users.save(replace(a_user(world), failed_attempts=10, locked_at=world.clock.now))
    world.clock.advance(HOUR - 1)
    assert 1 == lockout.expires_in_seconds(world, user)
    world.clock.advance(1)

    assert not lockout.is_locked(world, user)
    assert 10 == lockout.attempts_remaining(world, user)
    refusals(lambda: guess(world, client))
    assert 9 == lockout.attempts_remaining(world, world.users[user.id])


def test_codes_and_passwords_count_together(world: World, client: Client) -> None:
    """Across clients too: the counter is the user's."""
    user = a_user(world)
    refusals(lambda: guess(world, client))
    it = sign_ins.create(world, a_client(world), strategy="email_code", identifier=ADA, proof=Proof())
    refusals(lambda: sign_ins.attempt_first_factor(world, it, "email_code", Proof(code=wrong_code(world))))

    assert 2 == world.users[user.id].failed_attempts


def test_success_forgives(world: World, client: Client) -> None:
    """The next mistakes start from zero."""
    user = a_user(world)
    refusals(lambda: guess(world, client))
    guess(world, client, PASSWORD)

    assert 0 == world.users[user.id].failed_attempts


def test_an_instance_without_lockout_counts_nothing(world: World, client: Client) -> None:
    """There is no number of remaining attempts either."""
    configure(world, user_settings__attack_protection__user_lockout__enabled=False)
    user = a_user(world)
    for _ in range(12):
        refusals(lambda: guess(world, client))

    assert 0 == world.users[user.id].failed_attempts
    assert lockout.attempts_remaining(world, user) is None


def test_a_lockout_for_good_outlasts_the_clock(world: World, client: Client) -> None:
    """Only an administrator ends it, so no time is told."""
    user = world.users.save(replace(a_user(world), locked_for_good=True))
    world.clock.advance(1000 * HOUR)

    assert lockout.expires_in_seconds(world, user) is None
    assert [(403, "user_locked", None)] == refusals(lambda: guess(world, client, PASSWORD))


def test_the_wait_is_told_in_words(world: World) -> None:
    """Prebuilt pages read it from the long message."""
    user = world.users.save(replace(a_user(world), locked_at=world.clock.now))
    world.clock.advance(59 * MINUTE)
    with pytest.raises(ClerkError, match="user_locked") as caught:
        lockout.require_admissible(world, user)

    assert caught.value.entries[0].long_message.endswith("You can try again in 1 minute.")


def test_a_banned_user_is_refused_everywhere(world: World, client: Client) -> None:
    """By password, by code, and nothing is sent."""
    user = a_user(world)
    it = started(world, client)
    world.users.save(replace(user, banned=True))
    refusal = [(403, "user_banned", None)]

    assert refusal == refused_without_trace(world, lambda: guess(world, client, PASSWORD))
    assert refusal == refused_without_trace(
        world, lambda: sign_ins.prepare_first_factor(world, it, Preparation("email_code"))
    )
