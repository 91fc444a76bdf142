"""What is gone in the middle of an attempt: an address, a number, the user. Nobody gets in by it any more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mockfapi.rules import reverifications, sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, EmailAddress, PhoneNumber, SignIn, Verification
from tests.rules.factoring import half_way, knowing_all, tried, with_phone
from tests.rules.reverifying import a_session, attempt, prepare
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    PHONE,
    a_user,
    last_code,
    refused_without_trace,
    started,
    with_phones,
)

OTHER, OTHER_PHONE = "lovelace@acme.dev", "+12025557144"
GONE = [(400, "sign_in_identification_or_user_deleted", None)]


def sent(world: World, client: Client, strategy: str, identifier: str) -> SignIn:
    """A sign-in for which a code is on its way to what was typed."""
    return sign_ins.prepare_first_factor(world, started(world, client, identifier), Preparation(strategy))


def take_away(world: World, address: str) -> None:
    """The user has this address or number no more."""
    for table, key in ((world.email_addresses, "email_address"), (world.phone_numbers, "phone_number")):
        for it in table.where(**{key: address}):
            table.remove(it.id)


@pytest.mark.parametrize(
    ("strategy", "address"),
    [("email_code", OTHER), ("reset_password_email_code", OTHER), ("phone_code", OTHER_PHONE)],
)
def test_a_code_to_an_identifier_that_is_gone(
    world: World, client: Client, strategy: str, address: str
) -> None:
    """Another one of the same user does not make up for it."""
    with_phones(world)
    a_user(world, email_addresses=[ADA, OTHER], phone_numbers=[PHONE, OTHER_PHONE])
    it = sent(world, client, strategy, address)
    take_away(world, address)
    proof = Proof(code=last_code(world, address))

    assert GONE == refused_without_trace(
        world, lambda: sign_ins.attempt_first_factor(world, it, strategy, proof)
    )


def test_a_second_factor_that_is_gone(world: World, client: Client) -> None:
    """The other number wants a code of its own."""
    knowing_all(world)
    user, _ = with_phone(world)
    at = world.clock.now
    other = PhoneNumber("idn_other", user.id, OTHER_PHONE, at, at, Verification("phone_code", verified_at=at))
    world.phone_numbers.save(replace(other, reserved_for_second_factor=True))
    it = sign_ins.prepare_second_factor(world, half_way(world, client), Preparation("phone_code"))
    take_away(world, PHONE)

    assert GONE == refused_without_trace(
        world, lambda: tried(world, it, "phone_code", last_code(world, PHONE))
    )


def test_a_reverification_by_an_address_that_is_gone(world: World, client: Client) -> None:
    """Who is signed in proves nothing by it either."""
    session = a_session(world, client)
    at = world.clock.now
    proof = Verification("admin", verified_at=at)
    world.email_addresses.save(EmailAddress("idn_other", session.user_id, OTHER, at, at, proof))
    reverifications.start(world, session, "first_factor")
    prepare(world, session, email_address_id="idn_other")
    take_away(world, OTHER)
    code = last_code(world, OTHER)

    assert [(400, "strategy_for_user_invalid", "strategy")] == refused_without_trace(
        world, lambda: attempt(world, session, "email_code", code=code)
    )


@pytest.mark.parametrize(
    "step",
    [
        lambda world, it: sign_ins.prepare_first_factor(world, it, Preparation("email_code")),
        lambda world, it: sign_ins.attempt_first_factor(world, it, "password", Proof(password=PASSWORD)),
        lambda world, it: sign_ins.prepare_second_factor(world, it, Preparation("phone_code")),
        lambda world, it: sign_ins.attempt_second_factor(world, it, "totp", Proof(code="000000")),
        lambda world, it: sign_ins.reset_password(world, it, "another lantern over the quay"),
    ],
)
def test_a_user_who_is_gone(world: World, client: Client, step: Callable[[World, SignIn], SignIn]) -> None:
    """Every step of the sign-in says so."""
    user = a_user(world)
    it = started(world, client)
    world.users.remove(user.id)

    assert GONE == refused_without_trace(world, lambda: step(world, it))
