"""Wallets through the door: the journeys of the client, which signs in first and signs up when unknown."""

import pytest

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.authenticator import EthereumWallet, SolanaWallet
from tests.people import SIGN_INS, SIGN_UPS, codes

WANDA = EthereumWallet(0xAC0974BEC39A17E36BA4A6B4D238FF944BACB478CBED5EFCAE784D7BF4F2FF80)
SOL = SolanaWallet(b"sol in the ledger line of tests!")
METAMASK = "web3_metamask_signature"


@pytest.fixture
def world(open_world) -> World:
    return open_world("web3")


def prepared(browser: Caller, address: str, strategy: str = METAMASK) -> Reply:
    it = browser.post(SIGN_INS, identifier=address).response
    return browser.post(f"{SIGN_INS}/{it['id']}/prepare_first_factor", strategy=strategy)


def signed(browser: Caller, begun: Reply, wallet, strategy: str = METAMASK) -> Reply:
    it = begun.response
    signature = wallet.sign(it["first_factor_verification"]["message"])
    path = f"{SIGN_INS}/{it['id']}/attempt_first_factor"
    return browser.post(path, strategy=strategy, signature=signature)


@pytest.mark.parametrize(("wallet", "strategy"), [(WANDA, METAMASK), (SOL, "web3_solana_signature")])
def test_a_wallet_signs_in(browser, wallet, strategy: str) -> None:
    """What is to be signed stands in the verification; the session is the wallet's owner's."""
    begun = prepared(browser, wallet.address, strategy)
    asked = begun.response["first_factor_verification"]

    assert ("verification_web3", "unverified", 0) == (asked["object"], asked["status"], asked["attempts"])
    assert asked["nonce"] in asked["message"]

    done = signed(browser, begun, wallet, strategy)
    user = done.client["sessions"][0]["user"]

    assert "complete" == done.response["status"]
    assert wallet.address in [it["web3_wallet"] for it in user["web3_wallets"]]
    assert strategy == done.client["last_authentication_strategy"]


def test_a_typed_wallet_is_offered_with_its_id(browser) -> None:
    """In full, since it was typed, for each kind of signature of its chain."""
    it = browser.post(SIGN_INS, identifier=WANDA.address.upper()).response
    found = it["supported_first_factors"]

    assert 4 == len(found)
    assert {WANDA.address} == {each["safe_identifier"] for each in found}
    assert 1 == len({each["web3_wallet_id"] for each in found})
    assert "web3_wallet" in it["supported_identifiers"]


def test_an_unknown_wallet_signs_up(browser, world: World) -> None:
    """The refusal of the sign-in leads the client to a sign-up, which completes with the signature."""
    wallet = EthereumWallet(99)
    refused = browser.post(SIGN_INS, identifier=wallet.address)

    assert [("form_identifier_not_found", "identifier")] == codes(refused)

    it = browser.post(SIGN_UPS, web3_wallet=wallet.address).response
    path = f"{SIGN_UPS}/{it['id']}"

    assert (["web3_wallet"], None) == (it["unverified_fields"], it["verifications"]["web3_wallet"])

    asked = browser.post(f"{path}/prepare_verification", strategy=METAMASK)
    proof = asked.response["verifications"]["web3_wallet"]

    assert "needs_attempt" == proof["next_action"]
    assert METAMASK in proof["supported_strategies"]

    signature = wallet.sign(proof["message"])
    done = browser.post(f"{path}/attempt_verification", strategy=METAMASK, signature=signature)
    user = done.client["sessions"][0]["user"]

    assert "complete" == done.response["status"]
    assert user["primary_web3_wallet_id"] == user["web3_wallets"][0]["id"]
    assert "verified" == user["web3_wallets"][0]["verification"]["status"]
    assert wallet.address == done.client["sessions"][0]["public_user_data"]["identifier"]


def test_a_foreign_signature_is_refused(browser) -> None:
    """With the field it came in; the attempt shows."""
    begun = prepared(browser, WANDA.address)
    refused = signed(browser, begun, EthereumWallet(5))

    assert (422, [("form_incorrect_signature", "signature")]) == (refused.status_code, codes(refused))
    assert 1 == refused.client["sign_in"]["first_factor_verification"]["attempts"]
    assert "complete" == signed(browser, begun, WANDA).response["status"]


def test_a_person_may_have_both(browser) -> None:
    """A wallet and an address lead to the same account."""
    done = browser.post(
        SIGN_INS, identifier="sol@ledgerline.test", strategy="password", password="chalk-on-the-ledger"
    )
    user = done.client["sessions"][0]["user"]

    assert "admin" == user["web3_wallets"][0]["verification"]["strategy"]
    assert SOL.address == user["web3_wallets"][0]["web3_wallet"]
    assert 2 == len(user["web3_wallets"])


def test_the_environment_offers_wallets(browser) -> None:
    """As an identifier, by every kind of signature."""
    environment = browser.get("/v1/environment").json()

    assert METAMASK in environment["auth_config"]["first_factors"]
    assert "web3_wallet" in environment["auth_config"]["identification_strategies"]
