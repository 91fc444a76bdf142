"""Sign-ups by code: sending, counting, expiry, and who may use a sign-up."""

import pytest

from mockfapi.rules import clients, sign_ups
from mockfapi.rules.strategy import Preparation
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.signing_up import BY_EMAIL, FORM, attempt, create, fields_of
from tests.rules.worlds import (
    ADA,
    DAY,
    MINUTE,
    PASSWORD,
    PHONE,
    a_client,
    a_user,
    last_code,
    now,
    refusals,
    refused_without_trace,
    several_sessions,
    signed_in,
    with_phones,
    wrong_code,
)


def test_changing_the_address_discards_its_verification(world: World, client: Client) -> None:
    """Giving the same one again keeps it."""
    it = create(world, client, email_address=ADA, strategy="email_code")
    it = attempt(world, it, code=last_code(world))

    same = sign_ups.update(world, it, {"email_address": "ADA@acme.dev"})
    other = sign_ups.update(world, same, {"email_address": "ada@home.dev"})

    assert [] == sign_ups.unverified_fields(world, same)
    assert ["email_address"] == sign_ups.unverified_fields(world, other)


def test_address_and_number_are_verified_one_after_the_other(world: World, client: Client) -> None:
    """Each with its own code; the second completes."""
    with_phones(world, required=True)
    it = create(world, client, **FORM, phone_number=PHONE)
    sign_ups.prepare_verification(world, it, BY_EMAIL)
    it = attempt(world, it, code=last_code(world))
    assert ("missing_requirements", [], ["phone_number"]) == fields_of(world, it)

    world.clock.advance(MINUTE)
    sign_ups.prepare_verification(world, it, Preparation("phone_code"))
    done = attempt(world, it, "phone_code", last_code(world, PHONE))

    assert "complete" == sign_ups.status(world, done)
    assert "phone_code" == now(world, client).last_authentication_strategy


def test_a_wrong_code_counts_until_the_verification_is_dead(world: World, client: Client) -> None:
    """Then the right one fails too; a new code helps."""
    it = create(world, client, **FORM, strategy="email_code")
    wrong = [refusals(lambda: attempt(world, it, code=wrong_code(world))) for _ in range(5)]

    assert [[(422, "form_code_incorrect", "code")]] * 5 == wrong
    dead = refused_without_trace(world, lambda: attempt(world, it, code=last_code(world)))
    assert [(400, "verification_failed", None)] == dead
    sign_ups.prepare_verification(world, world.sign_ups[it.id], BY_EMAIL)
    assert "complete" == sign_ups.status(world, attempt(world, it, code=last_code(world)))


ATTEMPT_REFUSALS = [
    ("email_code", "123456", 0, (400, "verification_missing", None)),
    ("email_code", None, 0, (422, "form_conditional_param_missing", "code")),
    ("phone_code", "123456", 0, (400, "form_param_value_disabled", "strategy")),
    ("password", "123456", 0, (400, "form_param_value_disabled", "strategy")),
    ("nonsense!", "123456", 0, (422, "form_param_value_invalid", "strategy")),
    ("email_code", "123456", DAY, (400, "client_state_invalid", None)),
]


@pytest.mark.parametrize(("strategy", "code", "passed", "refusal"), ATTEMPT_REFUSALS)
def test_what_attempt_refuses_changes_nothing(
    world: World, client: Client, strategy, code, passed, refusal
) -> None:
    """Nothing was prepared, or it is too late."""
    it = create(world, client, **FORM)
    world.clock.advance(passed)

    assert [refusal] == refused_without_trace(world, lambda: attempt(world, it, strategy, code))


def test_an_expired_code_is_refused(world: World, client: Client) -> None:
    """After ten minutes."""
    it = create(world, client, **FORM, strategy="email_code")
    world.clock.advance(10 * MINUTE)
    found = refused_without_trace(world, lambda: attempt(world, it, code=last_code(world)))

    assert [(400, "verification_expired", None)] == found


def test_a_verified_address_is_not_verified_again(world: World, client: Client) -> None:
    """Neither sent to nor attempted."""
    it = create(world, client, email_address=ADA, strategy="email_code")
    it = attempt(world, it, code=last_code(world))
    refusal = [(400, "verification_already_verified", None)]

    assert refusal == refusals(lambda: sign_ups.prepare_verification(world, it, BY_EMAIL))
    assert refusal == refusals(lambda: attempt(world, it, code=last_code(world)))
    assert refusal == refusals(lambda: sign_ups.update(world, it, {"strategy": "email_code"}))


def test_preparing_needs_an_address(world: World, client: Client) -> None:
    """There is nowhere to send to."""
    it = create(world, client, password=PASSWORD)

    assert [(400, "client_state_invalid", None)] == refusals(
        lambda: sign_ups.prepare_verification(world, it, BY_EMAIL)
    )


def test_an_address_that_was_taken_meanwhile_cannot_be_completed(world: World, client: Client) -> None:
    """Who was faster has it; no attempt is counted."""
    it = create(world, client, **FORM, strategy="email_code")
    a_user(world)

    found = refused_without_trace(world, lambda: attempt(world, it, code=last_code(world)))

    assert [(400, "identification_claimed", None)] == found


def test_a_single_session_refuses_sign_ups(world: World, client: Client) -> None:
    """On create and on completion."""
    a_user(world, "bob@acme.dev")
    it = create(world, client, **FORM, strategy="email_code")
    signed_in(world, now(world, client), "bob@acme.dev")
    refusal = [(400, "session_exists", None)]

    assert refusal == refused_without_trace(world, lambda: create(world, client, **FORM))
    assert refusal == refused_without_trace(world, lambda: attempt(world, it, code=last_code(world)))


def test_with_several_sessions_a_sign_up_adds_one(world: World, client: Client) -> None:
    """The new one is the last active."""
    several_sessions(world)
    a_user(world, "bob@acme.dev")
    signed_in(world, client, "bob@acme.dev")
    it = create(world, client, **FORM, strategy="email_code")
    done = attempt(world, it, code=last_code(world))

    assert 2 == len(clients.live_sessions(world, client))
    assert done.created_session_id == now(world, client).last_active_session_id


def test_only_the_current_sign_up_may_be_used(world: World, client: Client) -> None:
    """Older and complete ones are forbidden; foreign, abandoned and invented ones unknown."""
    older, current = create(world, client), create(world, client, **FORM)
    mine = now(world, client)

    assert current == sign_ups.of_client(world, mine, current.id)
    assert [(403, "resource_forbidden", None)] == refusals(lambda: sign_ups.of_client(world, mine, older.id))
    unknown = [(404, "resource_not_found", None)]
    assert unknown == refusals(lambda: sign_ups.of_client(world, a_client(world), current.id))
    assert unknown == refusals(lambda: sign_ups.of_client(world, mine, "sua_nowhere"))
    world.clock.advance(DAY)
    assert unknown == refusals(lambda: sign_ups.of_client(world, mine, current.id))
