"""Wallets as identifiers: signing in with one; what they sign and what does not hold."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import identifiers, sign_ins, users
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.authenticator import EthereumWallet, SolanaWallet
from tests.rules.keys import ETHEREUM, SOLANA, with_wallets
from tests.rules.worlds import (
    MINUTE,
    a_client,
    a_user,
    a_world,
    attribute,
    now,
    refusals,
    refused_without_trace,
    started,
    with_usernames,
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


def owner(world: World, *wallets, **fields):
    addresses = [it.address for it in wallets or (MINE,)]
    return users.create(world, users.UserFields(web3_wallets=addresses, **fields))


def prepared(world: World, client: Client, address: str = MINE.address, strategy: str = METAMASK):
    return sign_ins.prepare_first_factor(world, started(world, client, address), Preparation(strategy))


def attempt(world: World, it, signature: str, strategy: str = METAMASK):
    current = world.sign_ins[it.id]
    return sign_ins.attempt_first_factor(world, current, strategy, Proof(signature=signature))


@pytest.mark.parametrize(("strategy", "wallet"), KINDS)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_signature_signs_in(world: World, client: Client, strategy, wallet, at_once: bool) -> None:
    """By each strategy, prepared with create or afterwards."""
    user = owner(world, wallet)
    if at_once:
        it = sign_ins.create(world, client, strategy=strategy, identifier=wallet.address)
    else:
        it = prepared(world, client, wallet.address, strategy)
    done = attempt(world, it, wallet.sign(it.first_factor.message), strategy)

    assert ("complete", user.id) == (sign_ins.status(world, done), done.user_id)
    assert strategy == now(world, client).last_authentication_strategy


def test_the_message_names_the_wallet_and_is_new_each_time(world: World, client: Client) -> None:
    """It holds the nonce and nothing that the client could not turn into bytes."""
    owner(world)
    first, second = prepared(world, client).first_factor, prepared(world, client).first_factor

    assert first.message.isascii()
    assert MINE.address in first.message
    assert first.nonce in first.message
    assert first.nonce != second.nonce
    assert (0, world.clock.now + 10 * MINUTE) == (first.attempts, first.expire_at)


@pytest.mark.parametrize(
    "signed",
    [
        OTHER.sign,
        lambda message: MINE.sign(message + "."),
        SOL.sign,
        lambda message: MINE.sign(message)[:-2],
        lambda message: MINE.sign(message)[:-2] + "1d",
        lambda message: "0x" + "00" * 65,
        lambda message: "0x" + "ff" * 64 + "1b",
        lambda message: "no signature",
        lambda message: "ä",
    ],
)
def test_a_wrong_signature_is_refused_and_counted(world: World, client: Client, signed) -> None:
    """Of another wallet, of another message, or of nothing at all."""
    user = owner(world)
    it = prepared(world, client)

    assert [WRONG] == refusals(lambda: attempt(world, it, signed(it.first_factor.message)))
    assert 1 == world.sign_ins[it.id].first_factor.attempts
    assert 1 == world.users[user.id].failed_attempts


@pytest.mark.parametrize("signed", ["", "AAAA", "no base64!", MINE.sign("x"), SOL.sign("x")])
def test_a_wrong_solana_signature_is_refused(world: World, client: Client, signed) -> None:
    """Also one that is none."""
    owner(world, SOL)
    it = prepared(world, client, SOL.address, SOLANA)
    code = "form_param_nil" if signed == "" else "form_incorrect_signature"

    assert [(422, code, "signature")] == refusals(lambda: attempt(world, it, signed, SOLANA))


def test_a_signature_without_its_last_byte_in_old_form_holds(world: World, client: Client) -> None:
    """Some wallets count recovery from 0, others from 27."""
    owner(world)
    it = prepared(world, client)
    signature = MINE.sign(it.first_factor.message)
    old = signature[:-2] + f"{int(signature[-2:], 16) - 27:02x}"

    assert "complete" == sign_ins.status(world, attempt(world, it, old))


def test_a_signature_is_good_once(world: World, client: Client) -> None:
    """The next sign-in has another message."""
    owner(world)
    it = prepared(world, client)
    signature = MINE.sign(it.first_factor.message)
    attempt(world, it, signature)
    later = prepared(world, a_client(world))

    assert [WRONG] == refusals(lambda: attempt(world, later, signature))


def test_a_message_expires(world: World, client: Client) -> None:
    """After ten minutes."""
    owner(world)
    it = prepared(world, client)
    world.advance(10 * MINUTE)

    assert [(400, "verification_expired", None)] == refused_without_trace(
        world, lambda: attempt(world, it, MINE.sign(it.first_factor.message))
    )


def test_the_message_of_one_kind_is_not_for_another(world: World, client: Client) -> None:
    """The attempt names the strategy that was prepared."""
    owner(world)
    it = prepared(world, client)

    assert [(400, "verification_strategy_invalid", None)] == refused_without_trace(
        world, lambda: attempt(world, it, MINE.sign(it.first_factor.message), ETHEREUM[1])
    )


def test_an_unknown_wallet_is_refused(world: World, client: Client) -> None:
    """With the code on which the client goes on to sign up."""
    assert [(422, "form_identifier_not_found", "identifier")] == refused_without_trace(
        world, lambda: started(world, client, MINE.address)
    )


@pytest.mark.parametrize(
    ("wallet", "offered"),
    [(MINE, list(ETHEREUM)), (SOL, [SOLANA])],
)
def test_a_typed_wallet_is_offered_by_its_chain(world: World, client: Client, wallet, offered) -> None:
    """In full, for it was typed; the user's other wallet is not."""
    owner(world, MINE, SOL)
    it = started(world, client, wallet.address)
    found = sign_ins.supported_first_factors(world, it)

    assert offered == [each.strategy for each in found]
    assert {wallet.address} == {identifiers.address_of(each.identification) for each in found}


def test_a_wallet_that_was_not_typed_is_not_offered(world: World, client: Client) -> None:
    """Whoever types an address for mail is not asked to sign."""
    a_user(world, web3_wallets=[MINE.address])
    it = started(world, client)

    assert ["password", "email_code", "reset_password_email_code"] == [
        each.strategy for each in sign_ins.supported_first_factors(world, it)
    ]
    assert [(400, "strategy_for_user_invalid", "strategy")] == refusals(
        lambda: sign_ins.prepare_first_factor(world, it, Preparation(METAMASK))
    )


def test_a_wallet_may_be_named(world: World, client: Client) -> None:
    """By its id, if it is the user's."""
    owner(world)
    wallet = world.web3_wallets.first(web3_wallet=MINE.address)
    it = started(world, client, MINE.address)
    by_id = Preparation(METAMASK, web3_wallet_id=wallet.id)

    assert wallet.id == sign_ins.prepare_first_factor(world, it, by_id).first_factor.subject_id
    assert [(422, "form_resource_not_found", "web3_wallet_id")] == refusals(
        lambda: sign_ins.prepare_first_factor(world, it, Preparation(METAMASK, web3_wallet_id="idn_x"))
    )


def test_a_strategy_that_is_off_is_refused(world: World, client: Client) -> None:
    """The settings of the attribute list what is on."""
    with_wallets(world, first_factors=(SOLANA,), verifications=(SOLANA,))
    owner(world)

    assert [(400, "form_param_value_disabled", "strategy")] == refusals(lambda: prepared(world, client))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (MINE.address.upper().replace("0X", "0x"), MINE.address),
        (f"  {MINE.address} ", MINE.address),
        (SOL.address, SOL.address),
    ],
)
def test_a_wallet_has_one_written_form(world: World, typed: str, written: str) -> None:
    """Ethereum in lower case, Solana as it is."""
    assert written == identifiers.normalised(world, "web3_wallet", typed)
    assert ("web3_wallet", written) == identifiers.guess(world, typed)


@pytest.mark.parametrize("typed", ["", "0x12", "0x" + "g" * 40, SOL.address[:-3], "l" * 40, "1" * 44, "ada"])
def test_what_is_no_wallet_is_refused(world: World, typed: str) -> None:
    """And in a sign-in taken for what else it may be."""
    with pytest.raises(ClerkError, match="form_param_format_invalid"):
        identifiers.normalised(world, "web3_wallet", typed)
    with_usernames(world)
    if typed:
        assert ("username", typed.lower()) == identifiers.guess(world, typed)
