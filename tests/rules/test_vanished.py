"""What is gone in the middle of an attempt: an address, a number, the user. Nobody gets in by it any more."""

import pytest

from mockfapi.rules import sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn
from tests.rules.factoring import knowing_all, with_phone
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
def test_a_code_to_an_identifier_that_is_gone(world: World, client: Client, strategy: str, address: str) -> None:
    """Another one of the same user does not make up for it."""
    with_phones(world)
    a_user(world, email_addresses=[ADA, OTHER], phone_numbers=[PHONE, OTHER_PHONE])
    it = sent(world, client, strategy, address)
    take_away(world, address)
    proof = Proof(code=last_code(world, address))

    assert GONE == refused_without_trace(
        world, lambda: sign_ins.attempt_first_factor(world, it, strategy, proof)
    )


def test_a_number_that_is_no_second_factor_any_more(world: World, client: Client) -> None:
    """The other number wants a code of its own."""
    knowing_all(world)
    with_phone(world, phone_numbers=[PHONE, OTHER_PHONE])
