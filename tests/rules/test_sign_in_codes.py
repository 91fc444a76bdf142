"""Sign-ins by code: sending, counting, expiry, and which factors are offered."""

from dataclasses import replace
from typing import Any

import pytest

from mockfapi.rules import sign_ins, users
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import (
    ADA,
    MINUTE,
    PASSWORD,
    PHONE,
    a_client,
    a_user,
    attribute,
    configure,
    last_code,
    now,
    refusals,
    refused_without_trace,
    started,
    with_phones,
    with_usernames,
    wrong_code,
)

BY_EMAIL = Preparation("email_code")


def create(world: World, client: Client, identifier=ADA, strategy=None, **proof):
    return sign_ins.create(world, client, strategy=strategy, identifier=identifier, proof=Proof(**proof))


def attempt(world: World, it, strategy="email_code", **proof):
    return sign_ins.attempt_first_factor(world, world.sign_ins[it.id], strategy, Proof(**proof))


@pytest.mark.parametrize("at_once", [True, False])
def test_a_code_signs_in(world: World, client: Client, at_once: bool) -> None:
    """Whether sent with create or prepared afterwards."""
    a_user(world)
    it = create(world, client, strategy="email_code" if at_once else None)
    if not at_once:
        it = sign_ins.prepare_first_factor(world, it, BY_EMAIL)
    sent = it.first_factor

    assert (0, world.clock.now + 10 * MINUTE) == (sent.attempts, sent.expire_at)
    done = attempt(world, it, code=last_code(world))
    assert "complete" == sign_ins.status(world, done)
    assert "email_code" == now(world, client).last_authentication_strategy


def test_a_wrong_code_counts_and_the_right_one_still_works(world: World, client: Client) -> None:
    """Until the cap; the account's own counter is forgiven by success."""
    user = a_user(world)
    it = create(world, client, strategy="email_code")

    found = refusals(lambda: attempt(world, it, code=wrong_code(world)))

    assert [(422, "form_code_incorrect", "code")] == found
    assert 1 == world.sign_ins[it.id].first_factor.attempts
    assert 1 == world.users[user.id].failed_attempts
    done = attempt(world, it, code=last_code(world))
    assert 2 == done.first_factor.attempts
    assert 0 == world.users[user.id].failed_attempts


def test_too_many_wrong_codes_kill_the_verification(world: World, client: Client) -> None:
    """Then even the right code fails, until a new one is sent."""
    a_user(world)
    it = create(world, client, strategy="email_code")
    for _ in range(5):
        refusals(lambda: attempt(world, it, code=wrong_code(world)))

    dead = refused_without_trace(world, lambda: attempt(world, it, code=last_code(world)))

    assert [(400, "verification_failed", None)] == dead
    fresh = sign_ins.prepare_first_factor(world, world.sign_ins[it.id], BY_EMAIL)
    assert 0 == fresh.first_factor.attempts
    assert "complete" == sign_ins.status(world, attempt(world, it, code=last_code(world)))


@pytest.mark.parametrize(("passed", "refused"), [(10 * MINUTE - 1, False), (10 * MINUTE, True)])
def test_a_code_expires(world: World, client: Client, passed: int, refused: bool) -> None:
    """After ten minutes to the millisecond."""
    a_user(world)
    it = create(world, client, strategy="email_code")
    world.clock.advance(passed)

    if refused:
        found = refused_without_trace(world, lambda: attempt(world, it, code=last_code(world)))
        assert [(400, "verification_expired", None)] == found
    else:
        assert "complete" == sign_ins.status(world, attempt(world, it, code=last_code(world)))


def test_a_new_code_replaces_the_old_one(world: World, client: Client) -> None:
    """The older mail is worth nothing."""
    a_user(world)
    it = create(world, client, strategy="email_code")
    older = last_code(world)

    sign_ins.prepare_first_factor(world, it, BY_EMAIL)

    assert older != last_code(world)
    assert [(422, "form_code_incorrect", "code")] == refusals(lambda: attempt(world, it, code=older))


def test_asking_again_at_once_may_be_refused(world: World, client: Client) -> None:
    """Only where the instance has a cooldown, and only while it lasts."""
    configure(world, behaviour__resend_cooldown=30_000)
    a_user(world)
    it = create(world, client, strategy="email_code")
    found = refused_without_trace(world, lambda: sign_ins.prepare_first_factor(world, it, BY_EMAIL))
    world.clock.advance(30_000)

    assert [(429, "verification_code_too_many_requests", None)] == found
    sign_ins.prepare_first_factor(world, it, BY_EMAIL)
    assert 2 == len(world.messages)


def test_a_test_address_takes_the_test_code_and_gets_no_mail(world: World, client: Client) -> None:
    """Any other code is wrong there, and the test code is wrong everywhere else."""
    a_user(world, "ada+clerk_test@acme.dev")
    a_user(world, "bob@acme.dev")
    it = create(world, client, "ada+clerk_test@acme.dev", "email_code")
    assert 0 == len(world.messages)
    assert [(422, "form_code_incorrect", "code")] == refusals(lambda: attempt(world, it, code="424243"))
    assert "complete" == sign_ins.status(world, attempt(world, it, code="424242"))

    other = create(world, a_client(world), "bob@acme.dev", "email_code")

    assert [(422, "form_code_incorrect", "code")] == refusals(lambda: attempt(world, other, code="424242"))


def test_an_attempt_must_use_the_prepared_strategy(world: World, client: Client) -> None:
    """A code for a reset is no code to sign in."""
    a_user(world)
    it = create(world, client, strategy="reset_password_email_code")
    found = refused_without_trace(world, lambda: attempt(world, it, code=last_code(world)))

    assert [(400, "verification_strategy_invalid", None)] == found


def test_a_wrong_password_leaves_a_prepared_code_alone(world: World, client: Client) -> None:
    """Who mixes the ways up can still use the mail."""
    a_user(world)
    it = create(world, client, strategy="email_code")
    refusals(lambda: attempt(world, it, "password", password="wrong"))

    assert "complete" == sign_ins.status(world, attempt(world, it, code=last_code(world)))


PREPARE_REFUSALS = [
    (
        Preparation("email_code", email_address_id="idn_nowhere"),
        (422, "form_resource_not_found", "email_address_id"),
    ),
    (
        Preparation("email_code", email_address_id="other"),
        (422, "form_resource_not_found", "email_address_id"),
    ),
    (Preparation("password"), (400, "strategy_for_user_invalid", "strategy")),
    (Preparation("phone_code"), (400, "form_param_value_disabled", "strategy")),
    (Preparation("email_link"), (400, "form_param_value_disabled", "strategy")),
    (Preparation(""), (422, "form_param_value_invalid", "strategy")),
]


@pytest.mark.parametrize(("preparation", "refusal"), PREPARE_REFUSALS)
def test_what_prepare_refuses_changes_nothing(world: World, client: Client, preparation, refusal) -> None:
    """Nothing is sent; addresses of others are as unknown as ones that never were."""
    a_user(world)
    other = a_user(world, "bob@acme.dev").primary_email_address_id
    if preparation.email_address_id == "other":
        preparation = replace(preparation, email_address_id=other)
    it = started(world, client)

    assert [refusal] == refused_without_trace(
        world, lambda: sign_ins.prepare_first_factor(world, it, preparation)
    )


def test_a_code_goes_to_the_address_that_was_typed_or_named(world: World, client: Client) -> None:
    """Not to the primary one, unless nothing else is said."""
    user = users.create(world, users.UserFields(email_addresses=[ADA, "ada@home.dev"]))
    home = world.email_addresses.first(email_address="ada@home.dev")
    it = started(world, client, "ada@home.dev")

    sign_ins.prepare_first_factor(world, it, BY_EMAIL)
    sign_ins.prepare_first_factor(
        world, it, replace(BY_EMAIL, email_address_id=user.primary_email_address_id)
    )
    sign_ins.prepare_first_factor(world, it, replace(BY_EMAIL, email_address_id=home.id))

    assert ["ada@home.dev", ADA, "ada@home.dev"] == [message.to for message in world.messages]


def test_factors_of_all_verified_identifications_are_offered(world: World, client: Client) -> None:
    """Primary ones first, unverified ones not; a reset follows the typed kind, unless that takes no codes."""
    with_phones(world)
    with_usernames(world)
    fields: Any = {"email_addresses": ["ada@home.dev", ADA], "phone_numbers": [PHONE], "username": "ada_l"}
    user = users.create(world, users.UserFields(password=PASSWORD, **fields))
    loose = world.email_addresses.first(email_address=ADA)
    world.email_addresses.save(replace(loose, verification=None))
    world.users.save(replace(user, primary_email_address_id=loose.id))

    def offered(identifier: str) -> list[str]:
        it = started(world, client, identifier)
        return [factor.strategy for factor in sign_ins.supported_first_factors(world, it) or ()]

    common = ["password", "phone_code", "email_code"]
    assert [*common, "reset_password_email_code"] == offered("ada@home.dev")
    assert [*common, "reset_password_phone_code"] == offered(PHONE)
    assert [*common, "reset_password_email_code", "reset_password_phone_code"] == offered("ada_l")


def test_where_nobody_verifies_at_sign_up_a_code_verifies(world: World, client: Client) -> None:
    """An unverified address takes codes there, and is verified by the first one that works."""
    attribute(world, "email_address", verify_at_sign_up=False)
    user = a_user(world, password=None, verified=False)
    before = world.email_addresses.first(user_id=user.id).verification
    it = create(world, client, strategy="email_code")
    attempt(world, it, "email_code", code=last_code(world))
    after = world.email_addresses.first(user_id=user.id).verification

    assert before is None
    assert ("email_code", world.clock.now, None) == (after.strategy, after.verified_at, after.secret)


def test_a_verified_address_keeps_its_first_proof(world: World, client: Client) -> None:
    """Signing in by code again changes nothing of the address."""
    user = a_user(world)
    before = world.email_addresses.first(user_id=user.id)
    it = create(world, client, strategy="email_code")
    attempt(world, it, "email_code", code=last_code(world))

    assert before == world.email_addresses.first(user_id=user.id)


def test_a_phone_code_goes_by_sms(world: World, client: Client) -> None:
    """To the number as it is written, and it signs in."""
    with_phones(world)
    a_user(world, phone_numbers=[PHONE])
    number = "+12025557777"
    users.create(world, users.UserFields(phone_numbers=[number]))

    it = create(world, client, number, "phone_code")

    assert ("sms", "sms") == (world.messages.first(to=number).channel, it.first_factor.channel)
    assert "complete" == sign_ins.status(
        world, attempt(world, it, "phone_code", code=last_code(world, number))
    )
