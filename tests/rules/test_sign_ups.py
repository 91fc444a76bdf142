"""Sign-ups: fields, codes, completion, refusals."""

from dataclasses import replace

import pytest

from mockfapi.rules import passwords, sessions, sign_ups
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.signing_up import BY_EMAIL, FORM, attempt, create, fields_of
from tests.rules.worlds import (
    ADA,
    MINUTE,
    PASSWORD,
    PHONE,
    a_user,
    attribute,
    configure,
    last_code,
    now,
    refusals,
    refused_without_trace,
    with_phones,
    with_usernames,
)


def test_missing_and_unverified_fields_are_worked_out_apart(world: World, client: Client) -> None:
    """An address waits for its code even while the password is missing."""
    empty = create(world, client)
    it = sign_ups.update(world, empty, {"email_address": " Ada@Acme.dev "})

    assert ("missing_requirements", ["email_address", "password"], []) == fields_of(world, empty)
    assert ("missing_requirements", ["password"], ["email_address"]) == fields_of(world, it)
    assert ADA == it.email_address
    assert ["email_address", "password"] == sign_ups.required_fields(world, it)
    assert ["first_name", "last_name"] == sign_ups.optional_fields(world, it)


def test_a_sign_up_looks_unprepared_until_a_code_is_sent(world: World, client: Client) -> None:
    """Create alone sends nothing."""
    it = create(world, client, **FORM)

    assert it.email_verification is None
    assert 0 == len(world.messages)
    assert it.id == now(world, client).sign_up_id


def test_the_right_code_completes_with_user_and_session(world: World, client: Client) -> None:
    """The user has what was given; the client's sign-up is over and its session is active."""
    it = create(world, client, **FORM, first_name="Ada", last_name="L", unsafe_metadata='{"theme": "dark"}')
    sign_ups.prepare_verification(world, it, BY_EMAIL)
    done = attempt(world, it, code=last_code(world))
    user = world.users[done.created_user_id]
    after = now(world, client)

    assert ("complete", [], []) == fields_of(world, done)
    assert ("Ada", "L", {"theme": "dark"}) == (user.first_name, user.last_name, user.unsafe_metadata)
    assert passwords.matches(world, user, PASSWORD)
    assert ADA == world.email_addresses[user.primary_email_address_id].email_address
    assert "email_code" == world.email_addresses[user.primary_email_address_id].verification.strategy
    assert (None, done.created_session_id) == (after.sign_up_id, after.last_active_session_id)
    assert "active" == sessions.status(world, world.sessions[done.created_session_id])


@pytest.mark.parametrize("at", ["create", "update"])
def test_a_strategy_sends_in_the_same_call(world: World, client: Client, at: str) -> None:
    """On create and on update alike."""
    if at == "create":
        it = create(world, client, **FORM, strategy="email_code")
    else:
        it = sign_ups.update(world, create(world, client, **FORM), {"strategy": "email_code"})

    assert (0, world.clock.now + 10 * MINUTE) == (
        it.email_verification.attempts,
        it.email_verification.expire_at,
    )
    assert "complete" == sign_ups.status(world, attempt(world, it, code=last_code(world)))


def test_naming_the_password_strategy_asks_for_nothing(world: World, client: Client) -> None:
    """Some clients do; it is no refusal and sends nothing."""
    it = create(world, client, **FORM, strategy="password")

    assert it.email_verification is None


def test_an_update_with_the_last_field_completes(world: World, client: Client) -> None:
    """Whichever call comes last, if nothing is left to do."""
    it = create(world, client, email_address=ADA, strategy="email_code")
    it = attempt(world, it, code=last_code(world))
    between = fields_of(world, it)
    done = sign_ups.update(world, it, {"password": PASSWORD})

    assert ("missing_requirements", ["password"], []) == between
    assert "complete" == sign_ups.status(world, done)


def test_without_verification_create_completes_at_once(world: World, client: Client) -> None:
    """The address stays unverified and is the primary one all the same."""
    attribute(world, "email_address", verify_at_sign_up=False)
    done = create(world, client, **FORM)
    address = world.email_addresses.first(email_address=ADA)

    assert "complete" == sign_ups.status(world, done)
    assert address.verification is None
    assert address.id == world.users[done.created_user_id].primary_email_address_id
    assert "password" == now(world, client).last_authentication_strategy


@pytest.mark.parametrize(("given", "kind"), [(ADA, "email_address"), (PHONE, "phone_number")])
def test_either_identifier_finds_its_place(world: World, client: Client, given: str, kind: str) -> None:
    """One field for both on pages that ask for either."""
    with_phones(world)
    it = create(world, client, email_address_or_phone_number=given)

    assert given == getattr(it, kind)


def test_where_any_identifier_will_do_all_are_missing_until_one_is_there(
    world: World, client: Client
) -> None:
    """Nobody must give both."""
    attribute(world, "email_address", required=False)
    with_phones(world)
    empty = create(world, client)
    it = sign_ups.update(world, empty, {"phone_number": PHONE})

    assert ["email_address", "password", "phone_number"] == sign_ups.missing_fields(world, empty)
    assert ["password"] == sign_ups.missing_fields(world, it)


FORM_REFUSALS = [
    (
        {"phone_number": PHONE, "username": "ada_l"},
        ["form_param_unknown phone_number", "form_param_unknown username"],
    ),
    ({"email_address": "ada"}, ["form_param_format_invalid email_address"]),
    ({"email_address": "taken@acme.dev"}, ["form_identifier_exists email_address"]),
    (
        {"password": "short", "email_address": "ada"},
        ["form_param_format_invalid email_address", "form_password_length_too_short password"],
    ),
    ({"password": ""}, ["form_param_nil password"]),
    (
        {"email_address": "swordfish-9@acme.dev", "password": "swordfish-9@acme.dev"},
        ["form_password_matches_identifier password"],
    ),
    ({"first_name": "x" * 257}, ["form_param_max_length_exceeded first_name"]),
    ({"unsafe_metadata": "[1]"}, ["form_param_value_invalid unsafe_metadata"]),
    ({"unsafe_metadata": "{"}, ["form_param_value_invalid unsafe_metadata"]),
    ({"unsafe_metadata": {"x": "y" * 9000}}, ["form_param_exceeds_allowed_size unsafe_metadata"]),
    ({"strategy": "email_code"}, ["form_conditional_param_missing email_address"]),
    ({"strategy": "phone_code"}, ["form_param_value_disabled strategy"]),
    ({"strategy": "oauth_google"}, ["form_param_value_disabled strategy"]),
    ({"strategy": "telepathy"}, ["form_param_value_invalid strategy"]),
    ({"ticket": "123", "strategy": "ticket"}, ["ticket_invalid_code ticket"]),
    ({"transfer": True}, ["account_transfer_invalid None"]),
    ({"captcha_token": "x"}, ["captcha_not_enabled None"]),
]


@pytest.mark.parametrize(("given", "found"), FORM_REFUSALS)
def test_a_refused_form_leaves_the_previous_sign_up(
    world: World, client: Client, given, found: list[str]
) -> None:
    """All that is wrong comes together, each with its field; nothing is sent, stored or replaced."""
    a_user(world, "taken@acme.dev")
    create(world, client, first_name="Ada")

    entries = refused_without_trace(world, lambda: create(world, client, **given))

    assert found == [f"{code} {param}" for _, code, param in entries]


@pytest.mark.parametrize(
    ("setting", "value", "given", "code"),
    [
        ("mode", "restricted", FORM, "sign_up_mode_restricted"),
        ("mode", "waitlist", FORM, "sign_up_restricted_waitlist"),
        ("captcha_enabled", True, FORM, "captcha_missing_token"),
        ("captcha_enabled", True, {**FORM, "captcha_error": "x"}, "captcha_invalid"),
        ("legal_consent_enabled", True, {**FORM, "legal_accepted": False}, "legal_not_accepted"),
    ],
)
def test_settings_that_refuse(world: World, client: Client, setting: str, value, given, code: str) -> None:
    """Each under its own code."""
    configure(world, **{f"user_settings__sign_up__{setting}": value})

    assert [code] == [it for _, it, _ in refused_without_trace(world, lambda: create(world, client, **given))]


def test_a_captcha_token_or_a_testing_token_lets_in(world: World, client: Client) -> None:
    """Solving is not checked: no script of others is loaded."""
    configure(world, user_settings__sign_up__captcha_enabled=True)

    assert ADA == create(world, client, **FORM, captcha_token="XXXX.DUMMY.TOKEN.XXXX").email_address
    world.clients.save(replace(now(world, client), captcha_bypass=True))
    assert ADA == create(world, client, **FORM).email_address


def test_legal_consent_is_a_field(world: World, client: Client) -> None:
    """Missing until accepted; when, is kept with the user."""
    configure(world, user_settings__sign_up__legal_consent_enabled=True)
    it = create(world, client, **FORM, strategy="email_code")
    missing = sign_ups.missing_fields(world, it)
    it = sign_ups.update(world, it, {"legal_accepted": True})
    done = attempt(world, it, code=last_code(world))

    assert ["legal_accepted"] == missing
    assert world.clock.now == world.users[done.created_user_id].legal_accepted_at


def test_usernames_are_unique_whatever_their_case(world: World, client: Client) -> None:
    """Stored in lower case."""
    with_usernames(world)
    a_user(world, username="Ada_L")
    found = refusals(lambda: create(world, client, username="ADA_l"))

    assert [(422, "form_identifier_exists", "username")] == found
