"""Sign-ins of strangers that go on as sign-ups, and sign-ups that go on as sign-ins."""

from dataclasses import replace
from typing import Any

import pytest

from mockfapi.rules import sign_ins, sign_ups, strangers, transfers, verifications
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn, Verification
from tests.rules.signing_up import create
from tests.rules.worlds import (
    ADA,
    DAY,
    PASSWORD,
    a_user,
    attribute,
    configure,
    last_code,
    now,
    refusals,
    refused_without_trace,
    several_sessions,
    with_phones,
    with_usernames,
    wrong_code,
)

INCORRECT = [(422, "form_code_incorrect", "code")]
STRANGER = "nobody@nowhere.test"


@pytest.fixture
def open_to_strangers(world: World) -> World:
    """An instance where a sign-in may go on as a sign-up: that takes captchas."""
    configure(world, user_settings__sign_up__captcha_enabled=True)
    return world


def ask(world: World, client: Client, identifier: str = STRANGER, **more: Any) -> SignIn:
    asked: Any = {
        "identifier": identifier,
        "sign_up_if_missing": True,
        "captcha_token": "XXXX.DUMMY.TOKEN.XXXX",
    }
    return sign_ins.create(world, now(world, client), **(asked | more))


@pytest.mark.parametrize("at_once", [True, False], ids=["in one call", "step by step"])
def test_a_stranger_goes_on_as_a_sign_up(open_to_strangers: World, client: Client, at_once: bool) -> None:
    """The right code is refused with the way to go; the sign-up begins with the address verified."""
    world = open_to_strangers
    it = ask(world, client, strategy="email_code" if at_once else None)
    if not at_once:
        it = sign_ins.prepare_first_factor(world, it, Preparation("email_code"))
    sent = last_code(world, STRANGER)
    found = refusals(lambda: sign_ins.attempt_first_factor(world, it, "email_code", Proof(code=sent)))
    proven = world.sign_ins[it.id]
    form = {"transfer": True, "first_name": "No"}
    sign_up = sign_ups.create(world, now(world, client), form)

    assert [(404, "sign_up_if_missing_transfer", None)] == found
    assert "transferable" == verifications.status(world, proven.first_factor)
    assert (STRANGER, True) == (sign_up.email_address, verifications.is_verified(sign_up.email_verification))
    assert ["password"] == sign_ups.missing_fields(world, sign_up)
    assert [] == sign_ups.unverified_fields(world, sign_up)
    assert now(world, client).sign_in_id is None
    assert [(400, "account_transfer_invalid", None)] == refusals(
        lambda: sign_ups.create(world, now(world, client), form)
    )


def test_a_transfer_completes_when_nothing_is_left(open_to_strangers: World, client: Client) -> None:
    """In the same call; the address keeps its verification."""
    world = open_to_strangers
    attribute(world, "password", required=False)
    it = ask(world, client, strategy="email_code")
    sent = Proof(code=last_code(world, STRANGER))
    refusals(lambda: sign_ins.attempt_first_factor(world, it, "email_code", sent))
    done = sign_ups.create(world, now(world, client), {"transfer": True})

    assert "complete" == sign_ups.status(world, done)
    assert "email_code" == world.email_addresses.first(email_address=STRANGER).verification.strategy


def test_a_code_of_a_stranger_works_once(open_to_strangers: World, client: Client) -> None:
    """The second time it is verified already."""
    world = open_to_strangers
    it = ask(world, client, strategy="email_code")
    proof = Proof(code=last_code(world, STRANGER))
    refusals(lambda: sign_ins.attempt_first_factor(world, it, "email_code", proof))
    proven = world.sign_ins[it.id]

    assert [(400, "verification_already_verified", None)] == refused_without_trace(
        world, lambda: sign_ins.attempt_first_factor(world, proven, "email_code", proof)
    )


def test_a_wrong_code_of_a_stranger_is_counted(open_to_strangers: World, client: Client) -> None:
    """And refused like any other."""
    world = open_to_strangers
    it = ask(world, client, strategy="email_code")
    wrong = Proof(code=wrong_code(world, STRANGER))

    assert INCORRECT == refusals(lambda: sign_ins.attempt_first_factor(world, it, "email_code", wrong))
    assert 1 == world.sign_ins[it.id].first_factor.attempts


def test_users_sign_in_as_ever(open_to_strangers: World, client: Client) -> None:
    """Who has an account is not missing."""
    a_user(open_to_strangers)
    it = ask(open_to_strangers, client, ADA, strategy="email_code")
    sent = Proof(code=last_code(open_to_strangers))

    assert sign_ins.attempt_first_factor(open_to_strangers, it, "email_code", sent).created_session_id


@pytest.mark.parametrize(
    ("settings", "asked", "code"),
    [
        ({"mode": "restricted"}, {}, "sign_up_if_missing_not_allowed"),
        ({"captcha_enabled": False}, {}, "sign_up_if_missing_not_allowed"),
        ({}, {"identifier": "nobody"}, "sign_up_if_missing_not_allowed"),
        ({}, {"proof": Proof(password=PASSWORD)}, "sign_up_if_missing_strategy_not_supported"),
        ({}, {"strategy": "phone_code"}, "sign_up_if_missing_strategy_not_supported"),
        ({}, {"strategy": "reset_password_email_code"}, "sign_up_if_missing_strategy_not_supported"),
        ({}, {"captcha_token": None}, "captcha_missing_token"),
        ({}, {"captcha_token": "forged"}, "captcha_invalid"),
    ],
)
@pytest.mark.parametrize("who", [STRANGER, ADA])
def test_it_is_not_possible_everywhere(
    open_to_strangers: World, client: Client, settings, asked, code, who
) -> None:
    """Whether there is such a user or not."""
    with_usernames(open_to_strangers)
    with_phones(open_to_strangers)
    a_user(open_to_strangers)
    configure(open_to_strangers, **{f"user_settings__sign_up__{key}": it for key, it in settings.items()})
    given = {"identifier": who} | asked

    assert [code] == [
        it
        for _, it, _ in refused_without_trace(
            open_to_strangers, lambda: ask(open_to_strangers, client, **given)
        )
    ]


def test_an_abandoned_sign_in_transfers_nothing(open_to_strangers: World, client: Client) -> None:
    """Nor one that is not verified."""
    world = open_to_strangers
    it = ask(world, client, strategy="email_code")
    early = refusals(lambda: sign_ups.create(world, now(world, client), {"transfer": True}))
    strangers.transferable(world, it)
    world.advance(DAY)

    assert [(400, "account_transfer_invalid", None)] == early
    assert early == refusals(lambda: sign_ups.create(world, now(world, client), {"transfer": True}))


def met(world: World, client: Client, user_id: str | None):
    """A sign-up whose external account turned out to be somebody's."""
    it = create(world, client)
    found = Verification(
        "oauth_google",
        attempts=None,
        subject_id=user_id,
        error={"code": "external_account_exists"},
        transferable=True,
    )
    return world.sign_ups.save(replace(it, external_verification=found))


def test_a_sign_up_that_met_an_account_goes_on_as_a_sign_in(world: World, client: Client) -> None:
    """Whoever came by the provider is signed in with the account that it belongs to, once."""
    several_sessions(world)
    user = a_user(world)
    met(world, client, user.id)
    done = sign_ins.create(world, now(world, client), transfer=True)

    assert user.id == world.sessions[done.created_session_id].user_id
    assert "oauth_google" == now(world, client).last_authentication_strategy
    assert [(400, "account_transfer_invalid", None)] == refusals(
        lambda: sign_ins.create(world, now(world, client), transfer=True)
    )


@pytest.mark.parametrize("left", ["nothing", "nobody", "banned", "abandoned"])
def test_transfers_that_lead_nowhere(world: World, client: Client, left: str) -> None:
    """Nothing was met, the account is gone, its user is banned, the sign-up is too old."""
    user = a_user(world)
    if left != "nothing":
        met(world, client, None if left == "nobody" else user.id)
    if left == "banned":
        world.users.save(replace(user, banned=True))
    if left == "abandoned":
        world.advance(DAY)
    code = "user_banned" if left == "banned" else "account_transfer_invalid"

    assert [code] == [
        it
        for _, it, _ in refused_without_trace(
            world, lambda: sign_ins.create(world, now(world, client), transfer=True)
        )
    ]


def test_what_is_no_contact_is_not_transferred(world: World, client: Client) -> None:
    """A provider's account is adopted elsewhere."""
    it = started_by_provider(world, client)

    assert [(400, "account_transfer_invalid", None)] == refusals(
        lambda: transfers.to_sign_up(world, now(world, client), replace(it, id=""))
    )


def started_by_provider(world: World, client: Client):
    it = sign_ins.create(world, now(world, client))
    found = Verification("oauth_google", attempts=None, transferable=True)
    world.sign_ins.save(replace(it, first_factor=found))
    return create(world, client)
