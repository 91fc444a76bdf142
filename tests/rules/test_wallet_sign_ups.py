"""Wallets as identifiers: signing up with one, adding one to an account."""

import pytest

from mockfapi.rules import identifiers, own_identifications, sign_ins, sign_ups, users
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.authenticator import EthereumWallet, SolanaWallet
from tests.rules.keys import ETHEREUM, SOLANA, with_wallets
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    a_user,
    a_world,
    attribute,
    now,
    refusals,
    refused_without_trace,
    started,
)

METAMASK = ETHEREUM[0]
MINE, OTHER, SOL = EthereumWallet(1), EthereumWallet(2), SolanaWallet()
BY_ADDRESS = {MINE.address: MINE, OTHER.address: OTHER, SOL.address: SOL}
WRONG = (422, "form_incorrect_signature", "signature")
KINDS = [*((name, MINE) for name in ETHEREUM), (SOLANA, SOL)]


@pytest.fixture
def world() -> World:
    """Wallets do for an account of their own."""
    world = a_world()
    with_wallets(world)
    attribute(world, "email_address", required=False)
    attribute(world, "password", required=False)
    return world


def prepared(world: World, it, strategy: str = METAMASK):
    return own_identifications.prepare(world, it, Preparation(strategy), None)


def owner(world: World, *wallets, **fields):
    addresses = [it.address for it in wallets or (MINE,)]
    return users.create(world, users.UserFields(web3_wallets=addresses, **fields))


@pytest.mark.parametrize(("strategy", "wallet"), KINDS)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_signature_signs_up(world: World, client: Client, strategy, wallet, at_once: bool) -> None:
    """The account has the wallet, verified and primary."""
    more = {"strategy": strategy} if at_once else {}
    it = sign_ups.create(world, client, {"web3_wallet": wallet.address, **more})
    if not at_once:
        it = sign_ups.prepare_verification(world, it, Preparation(strategy))

    assert ([], ["web3_wallet"]) == (
        sign_ups.missing_fields(world, it),
        sign_ups.unverified_fields(world, it),
    )

    signed = Proof(signature=wallet.sign(it.web3_verification.message))
    done = sign_ups.attempt_verification(world, it, strategy, signed)
    user = world.users[done.created_user_id]
    kept = world.web3_wallets[user.primary_web3_wallet_id]

    assert (wallet.address, strategy) == (kept.web3_wallet, kept.verification.strategy)
    assert (None, None) == (kept.verification.nonce, kept.verification.message)
    assert strategy == now(world, client).last_authentication_strategy


def test_a_wallet_counts_for_nothing_without_a_signature(world: World, client: Client) -> None:
    """Also where the instance would let it: everybody knows the address."""
    with_wallets(world, verify_at_sign_up=False)
    it = sign_ups.create(world, client, {"web3_wallet": MINE.address})

    assert "missing_requirements" == sign_ups.status(world, it)
    assert 0 == len(world.users)


def test_a_wrong_signature_does_not_sign_up(world: World, client: Client) -> None:
    """It is counted; another wallet given instead loses what was prepared."""
    it = sign_ups.create(world, client, {"web3_wallet": MINE.address, "strategy": METAMASK})
    proof = Proof(signature=OTHER.sign(it.web3_verification.message))

    assert [WRONG] == refusals(lambda: sign_ups.attempt_verification(world, it, METAMASK, proof))

    it = world.sign_ups[it.id]
    changed = sign_ups.update(world, it, {"web3_wallet": OTHER.address})

    assert (1, None) == (it.web3_verification.attempts, changed.web3_verification)
    assert [(400, "verification_missing", None)] == refusals(
        lambda: sign_ups.attempt_verification(world, changed, METAMASK, proof)
    )


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"web3_wallet": MINE.address.upper()}, (422, "form_identifier_exists", "web3_wallet")),
        ({"web3_wallet": "0x12"}, (422, "form_param_format_invalid", "web3_wallet")),
        ({"web3_wallet": SOL.address, "strategy": METAMASK}, (400, "strategy_for_user_invalid", "strategy")),
        ({"strategy": METAMASK}, (422, "form_conditional_param_missing", "web3_wallet")),
    ],
)
def test_a_sign_up_is_refused(world: World, client: Client, fields, refusal) -> None:
    """A taken wallet, none at all, or one that does not sign this way."""
    owner(world)

    assert [refusal] == refused_without_trace(world, lambda: sign_ups.create(world, client, fields))


def test_wallets_that_are_off_are_unknown(world: World, client: Client) -> None:
    """At sign-up as a field, at sign-in as an identifier, in a profile."""
    user = owner(world)
    attribute(world, "web3_wallet", enabled=False)
    unknown = [(422, "form_param_unknown", "web3_wallet")]

    assert unknown == refusals(lambda: sign_ups.create(world, client, {"web3_wallet": OTHER.address}))
    assert unknown == refusals(lambda: own_identifications.create_wallet(world, user, OTHER.address))
    assert [(422, "form_param_format_invalid", "identifier")] == refusals(
        lambda: started(world, client, MINE.address)
    )


def test_a_wallet_is_added_proven_and_removed(world: World) -> None:
    """The first proven one is primary, the next one its heir."""
    user = a_user(world)
    for wallet in (MINE, OTHER):
        it = own_identifications.create_wallet(world, user, wallet.address)
        it = prepared(world, it)
        signature = wallet.sign(it.verification.message)
        it = own_identifications.attempt(world, it, Proof(signature=signature), METAMASK)
    first, second = world.web3_wallets.where(user_id=user.id)

    assert identifiers.is_verified(first)
    assert identifiers.is_verified(second)
    assert first.id == world.users[user.id].primary_web3_wallet_id

    gone = own_identifications.delete(world, user, own_identifications.wallet_of(world, user, first.id))

    assert (first.id, "web3_wallet") == (gone.id, gone.kind)
    assert second.id == world.users[user.id].primary_web3_wallet_id


def test_a_wallet_of_a_profile_is_refused(world: World) -> None:
    """A wrong signature, a taken address, a second proof, a strategy for something else, a foreign one."""
    user, other = a_user(world), owner(world, OTHER)
    it = prepared(world, own_identifications.create_wallet(world, user, MINE.address))
    theirs = world.web3_wallets.where(user_id=other.id)[0]

    assert [WRONG] == refusals(
        lambda: own_identifications.attempt(world, it, Proof(signature=OTHER.sign(it.verification.message)))
    )
    assert 1 == world.web3_wallets[it.id].verification.attempts
    assert [(422, "form_identifier_exists", "web3_wallet")] == refusals(
        lambda: own_identifications.create_wallet(world, user, OTHER.address)
    )
    assert [(400, "verification_already_verified", None)] == refusals(lambda: prepared(world, theirs))
    assert [(400, "form_param_value_disabled", "strategy")] == refusals(
        lambda: prepared(world, it, "email_code")
    )
    assert [(404, "resource_not_found", None)] == refusals(
        lambda: own_identifications.wallet_of(world, user, theirs.id)
    )


def test_a_user_may_own_everything_at_once(world: World, client: Client) -> None:
    """The same wallet twice is refused, and the password still does."""
    twice = [MINE.address, MINE.address.upper()]

    assert [(422, "form_param_duplicate", "web3_wallet")] == refusals(
        lambda: a_user(world, web3_wallets=twice)
    )

    a_user(world, web3_wallets=[MINE.address])
    it = sign_ins.create(
        world, client, strategy="password", identifier=MINE.address, proof=Proof(password=PASSWORD)
    )

    assert "complete" == sign_ins.status(world, it)
    assert ADA == world.email_addresses.where(user_id=it.user_id)[0].email_address
