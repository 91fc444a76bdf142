"""A user always keeps a way in: what names the user, what opens, and who asks before something goes."""

from dataclasses import replace
from typing import Any

import pytest

from mockfapi.rules import (
    own_identifications,
    own_passkeys,
    passkeys,
    phone_factors,
    user_changes,
    user_credentials,
    users,
    ways_in,
)
from mockfapi.rules.passkeys import Made
from mockfapi.world import World
from mockfapi.world.records import ExternalAccount, ProviderProfile, User, Verification
from tests.authenticator import Authenticator, EthereumWallet, text
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    PHONE,
    a_user,
    attribute,
    configure,
    refused_without_trace,
    with_phones,
    with_usernames,
)

WALLET = EthereumWallet(7).address
METAMASK = ("web3_metamask_signature",)
LAST = [(400, "identification_deletion_failed", None)]
DEVICE = Authenticator()
KEYS = Made(credential_id=text(DEVICE.credential_id), public_key=text(DEVICE.public_key))


@pytest.fixture(autouse=True)
def kinds(world: World) -> None:
    """All kinds of names and keys are on, and none is required."""
    with_phones(world, used_for_second_factor=True, second_factors=("phone_code",))
    with_usernames(world)
    attribute(world, "passkey", enabled=True, used_for_first_factor=True, first_factors=("passkey",))
    on = {"enabled": True, "used_for_first_factor": True, "verify_at_sign_up": True}
    attribute(world, "web3_wallet", first_factors=METAMASK, verifications=METAMASK, **on)
    for name in ("email_address", "password"):
        attribute(world, name, required=False)
    configure(world, user_settings__social={"oauth_google": {"enabled": True}})


def somebody(world: World, **fields: Any) -> User:
    """Nobody's password, unless one is given."""
    values: dict[str, Any] = {"email_addresses": [], "password": None, "skip_password_checks": True} | fields
    return users.create(world, users.UserFields(**values))


def with_codes_off(world: World) -> None:
    attribute(world, "email_address", first_factors=())
    attribute(world, "phone_number", first_factors=())


def connected(world: World, user: User) -> ExternalAccount:
    """An account at a provider, from where the user has come back."""
    at, proof = world.clock.now, Verification("oauth_google", verified_at=world.clock.now)
    there = ProviderProfile("oauth_google", "1", ADA)
    account = ExternalAccount("eac_1", user.id, "idn_1", "oauth_google", at, at, there, "token", proof)
    return world.external_accounts.save(account)


@pytest.mark.parametrize(
    "fields",
    [
        {"email_addresses": [ADA]},
        {"phone_numbers": [PHONE]},
        {"web3_wallets": [WALLET]},
        {"username": "lovelace", "password": PASSWORD},
        {"username": "lovelace", "email_addresses": [ADA]},
    ],
)
def test_what_lets_somebody_in(world: World, fields: dict[str, object]) -> None:
    """A name with a key, or something that is both."""
    assert ways_in.is_open(world, somebody(world, **fields))


def test_a_name_alone_lets_nobody_in(world: World) -> None:
    """Nor does an address where codes are off; a passkey and a connection need no name."""
    with_codes_off(world)
    user = somebody(world, username="lovelace", email_addresses=[ADA])

    assert not ways_in.is_open(world, user)

    account = connected(world, user)

    assert ways_in.is_open(world, user)
    assert not ways_in.is_open(world, user, account.id)

    passkeys.add(world, user, KEYS)

    assert ways_in.is_open(world, user, account.id)


def test_a_passkey_that_is_only_seen_opens_nothing(world: World) -> None:
    """A scenario may show one that no device holds."""
    with_codes_off(world)
    user = somebody(world, email_addresses=[ADA])
    passkeys.add(world, user, Made())

    assert not ways_in.is_open(world, user)


def test_what_the_instance_does_not_ask_for_counts_for_nothing(world: World) -> None:
    """Passwords that are off, names that no sign-in takes, providers that are off or connect only."""
    with_codes_off(world)
    user = somebody(world, username="lovelace", password=PASSWORD)
    connected(world, user)
    configure(world, user_settings__social={"oauth_google": {"enabled": True, "authenticatable": False}})
    attribute(world, "username", used_for_first_factor=False)

    assert not ways_in.is_open(world, user)

    attribute(world, "username", used_for_first_factor=True)

    assert ways_in.is_open(world, user)

    attribute(world, "password", enabled=False)

    assert not ways_in.is_open(world, user)


def test_the_last_key_stays(world: World) -> None:
    """Here a passkey, while codes are off; it goes once there is a password."""
    with_codes_off(world)
    user = somebody(world, email_addresses=[ADA])
    it = passkeys.add(world, user, KEYS)

    assert LAST == refused_without_trace(world, lambda: own_passkeys.delete(world, it))
    assert LAST == refused_without_trace(world, lambda: user_credentials.delete_passkey(world, user, it.id))

    world.users.save(replace(user, password_digest="set"))
    own_passkeys.delete(world, it)

    assert 0 == len(world.passkeys)


def test_an_unfinished_passkey_goes_at_any_time(world: World) -> None:
    """It never let anybody in, and nobody is told."""
    with_codes_off(world)
    user = somebody(world, email_addresses=[ADA])
    passkeys.add(world, user, KEYS)
    own_passkeys.delete(world, own_passkeys.create(world, user))

    assert [] == world.messages.where(to=ADA)


def test_the_password_stays_where_it_is_the_only_key(world: World) -> None:
    """A code to the address does instead."""
    with_codes_off(world)
    user = somebody(world, email_addresses=[ADA], password=PASSWORD)

    def act() -> User:
        return user_credentials.remove_password(world, user, sign_out=True)

    assert [(400, "password_required", None)] == refused_without_trace(world, act)

    attribute(world, "email_address", first_factors=("email_code",))

    assert act().password_digest is None


def test_the_username_stays_where_it_is_the_only_name(world: World) -> None:
    """With or without a key; an address beside it names as well."""
    user = somebody(world, username="lovelace", password=PASSWORD)

    assert LAST == refused_without_trace(world, lambda: user_changes.update(world, user, {"username": ""}))

    other = a_user(world, username="grace")

    assert user_changes.update(world, other, {"username": ""}).username is None


def test_the_last_connection_stays(world: World) -> None:
    """It is name and key in one."""
    user = somebody(world)
    account = connected(world, user)

    assert LAST == refused_without_trace(world, lambda: ways_in.require_another(world, user, account.id))

    other = a_user(world)
    ways_in.require_another(world, other, ways_in.PASSWORD)


def test_the_number_that_receives_the_code_does_not_become_a_factor(world: World) -> None:
    """A username remains, but nothing that would open."""
    user = somebody(world, username="lovelace", phone_numbers=[PHONE])
    (it,) = world.phone_numbers.where(user_id=user.id)

    assert [(400, "identification_update_failed", None)] == refused_without_trace(
        world, lambda: phone_factors.update(world, user, it, reserved=True)
    )


def test_who_has_no_way_in_loses_none(world: World) -> None:
    """A server or a scenario has shut this one out: addresses go, except for the last name."""
    with_codes_off(world)
    user = somebody(world, username="lovelace", email_addresses=[ADA])
    (it,) = world.email_addresses.where(user_id=user.id)
    own_identifications.delete(world, user, it)
    left = world.users[user.id]

    assert LAST == refused_without_trace(
        world, lambda: ways_in.require_another(world, left, ways_in.USERNAME)
    )
