"""Passkeys and wallets of the people of a scenario."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockfapi import scenario
from mockfapi.scenario import ScenarioFault
from mockfapi.scenario.moments import UNITS
from tests.authenticator import Authenticator, EthereumWallet, SolanaWallet, text
from tests.scenarios.conftest import NOON, Written, open_world

Refused = Callable[[str | bytes], list[ScenarioFault]]
MINE, SOL, DEVICE = EthereumWallet(), SolanaWallet(), Authenticator()


def test_wallets_are_verified_unless_it_says_otherwise(written: Written) -> None:
    """The short form is the primary one; addresses are in their written form."""
    path = written(f"""
    users:
      wanda:
        web3_wallet: "{MINE.address.upper()}"
        web3_wallets:
          - {{web3_wallet: "{SOL.address}", verified: false}}
    """)
    world = open_world(scenario.load(str(path)))
    (user,) = world.users
    first, second = world.web3_wallets.where(user_id=user.id)

    assert (MINE.address, SOL.address) == (first.web3_wallet, second.web3_wallet)
    assert first.id == user.primary_web3_wallet_id
    assert ("admin", None) == (first.verification.strategy, second.verification)


def test_passkeys_are_names_or_written_out(written: Written) -> None:
    """With the key of a device, its counter and its times."""
    path = written(f"""
    users:
      kai:
        created_at: 2 days ago
        passkeys:
          - Phone
          - name: Device
            credential_id: {text(DEVICE.credential_id)}
            public_key: {text(DEVICE.public_key)}
            sign_count: 3
            rp_id: app.test
            created_at: 1 day ago
            last_used_at: 1 hour ago
    """)
    world = open_world(scenario.load(str(path)))
    first, second = world.passkeys

    assert ("Phone", NOON - 2 * UNITS["day"], None) == (first.name, first.created_at, first.public_key)
    assert (text(DEVICE.credential_id), 3, "app.test") == (
        second.credential_id,
        second.sign_count,
        second.rp_id,
    )
    assert (NOON - UNITS["day"], NOON - UNITS["hour"]) == (second.created_at, second.last_used_at)


@pytest.mark.parametrize(
    ("person", "key", "said"),
    [
        ('web3_wallet: "0x12"', "users.it.web3_wallet", "must be the address of a wallet"),
        (f'web3_wallets: ["{MINE.address}", "{MINE.address.upper()}"]', "users.it", "must be given once"),
        ("passkeys: [{credential_id: YQ}]", "users.it.passkeys.0", "name"),
        ('passkeys: [{name: A, credential_id: "?"}]', "users.it.passkeys.0.credential_id", "base64url"),
        ("passkeys: [{name: A, public_key: YQ}]", "users.it", "COSE key"),
        (
            "passkeys: [{name: A, credential_id: YQ}, {name: B, credential_id: YQ}]",
            "users.it",
            "That passkey is taken",
        ),
        ("passkeys: [{name: A, created_at: 2025-02-30}]", "users.it.passkeys.0.created_at", "2025-02-30"),
        (f"passkeys: [{', '.join('ABCDEFGHIJK')}]", "users.it", "at most 10 passkeys"),
    ],
)
def test_what_is_wrong_is_said_at_its_key(refused: Refused, person: str, key: str, said: str) -> None:
    """By the schema or by the rules, with the line."""
    (fault,) = refused(f"users:\n  it:\n    {person}\n")

    assert key == fault.path
    assert said in fault.text or said in str(fault)
    assert fault.line in (2, 3)
