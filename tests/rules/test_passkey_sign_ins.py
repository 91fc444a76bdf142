"""Signing in with a passkey: nobody named, somebody named, and every way in which it does not hold."""

import json
from dataclasses import replace

import pytest

from mockfapi.rules import passkeys, sign_ins
from mockfapi.rules.strategy import Preparation
from mockfapi.world import World
from mockfapi.world.records import Client, PhoneNumber, User, Verification
from tests.authenticator import Authenticator
from tests.rules.keys import named, registered, unnamed, used, with_passkeys
from tests.rules.worlds import (
    ADA,
    MINUTE,
    NOON,
    PHONE,
    a_user,
    a_world,
    configure,
    refused_without_trace,
    with_phones,
)

REJECTED = (400, "passkey_authentication_failure", "public_key_credential")
OTHER_CHALLENGE = [(400, "passkey_invalid_verification", None)]
UNKNOWN = [(404, "passkey_not_registered", None)]


@pytest.fixture
def world() -> World:
    world = a_world()
    with_passkeys(world)
    return world


@pytest.fixture
def user(world: World) -> User:
    return a_user(world)


@pytest.fixture
def device(world: World, user: User) -> Authenticator:
    """A device with a passkey of the user."""
    device = Authenticator()
    registered(world, user, device)
    return device


def test_nobody_has_to_be_named(world: World, client: Client, user: User, device: Authenticator) -> None:
    """Which passkey the person chooses tells who it is."""
    it = unnamed(world, client)
    asked = json.loads(it.first_factor.nonce)

    assert "needs_identifier" == sign_ins.status(world, it)
    assert ("localhost", [], "required") == (
        asked["rpId"],
        asked["allowCredentials"],
        asked["userVerification"],
    )

    done = used(world, it, device)

    assert ("complete", user.id, None) == (sign_ins.status(world, done), done.user_id, done.identifier)
    assert user.id == world.sessions[done.created_session_id].user_id
    assert "passkey" == world.clients[client.id].last_authentication_strategy


def test_a_sign_in_may_ask_later(world: World, client: Client, user: User, device: Authenticator) -> None:
    """Preparing does for a fresh sign-in what creating does."""
    it = sign_ins.create(world, client)
    it = sign_ins.prepare_first_factor(world, it, Preparation("passkey"))

    assert "complete" == sign_ins.status(world, used(world, it, device))


def test_somebody_may_be_named(world: World, client: Client, user: User, device: Authenticator) -> None:
    """Then only their passkeys are asked for."""
    registered(world, a_user(world, "grace@acme.dev"), Authenticator(credential_id=b"grace"))
    it = named(world, client)
    mine = passkeys.verified(world, user)[0]

    assert [mine.credential_id] == [
        each["id"] for each in json.loads(it.first_factor.nonce)["allowCredentials"]
    ]
    assert "complete" == sign_ins.status(world, used(world, it, device))


def test_one_passkey_may_be_named(world: World, client: Client, user: User, device: Authenticator) -> None:
    """Then the others of the same user do not do."""
    other = Authenticator(credential_id=b"other")
    second = registered(world, user, other)
    it = named(world, client, passkey_id=second.id)

    assert UNKNOWN == refused_without_trace(world, lambda: used(world, it, device))
    assert "complete" == sign_ins.status(world, used(world, it, other))


def test_create_may_name_both(world: World, client: Client, user: User, device: Authenticator) -> None:
    """Strategy and identifier in one call."""
    it = sign_ins.create(world, client, strategy="passkey", identifier=ADA)

    assert "needs_first_factor" == sign_ins.status(world, it)
    assert "complete" == sign_ins.status(world, used(world, it, device))


def test_it_remembers_its_use(world: World, client: Client, user: User, device: Authenticator) -> None:
    """When, and how often the device has signed."""
    world.advance(MINUTE)
    used(world, unnamed(world, client), device)
    it = passkeys.verified(world, user)[0]

    assert (world.clock.now, 1) == (it.last_used_at, it.sign_count)


@pytest.mark.parametrize(
    ("settings", "status"),
    [({}, "complete"), ({"behaviour__passkeys_are_multi_factor": False}, "needs_second_factor")],
)
def test_it_stands_for_two_factors(world: World, client: Client, user, device, settings, status) -> None:
    """Unless the instance wants a second one all the same."""
    with_phones(world, used_for_second_factor=True, second_factors=("phone_code",))
    number = PhoneNumber("idn_p", user.id, PHONE, 0, 0, Verification("admin", verified_at=NOON))
    world.phone_numbers.save(replace(number, reserved_for_second_factor=True))
    configure(world, **settings)

    assert status == sign_ins.status(world, used(world, unnamed(world, client), device))
