"""Wallets in the real client: one that is announced to the page signs in, and signs up when it is new."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.authenticator import EthereumWallet

from .server import Mock
from .visitor import Visitor

WANDA = EthereumWallet(0xAC0974BEC39A17E36BA4A6B4D238FF944BACB478CBED5EFCAE784D7BF4F2FF80)
NEW = EthereumWallet(77)
PROVIDER = """
const request = async ({ method, params }) => {
  if (method === "eth_requestAccounts") return [await walletAddress()];
  if (method === "personal_sign") return await walletSign(params[0], params[1]);
  throw new Error(method);
};
const info = { uuid: "one", name: "MetaMask", icon: "", rdns: "io.metamask" };
const detail = { info, provider: { request } };
const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
addEventListener("eip6963:requestProvider", announce);
"""
ENTER = (
    "Clerk.authenticateWithMetamask({ redirectUrl: location.pathname }).then(() => 'in', (it) => it.message)"
)


@pytest.fixture(scope="module")
def ledger() -> Iterator[Mock]:
    """A mock of an instance with wallets."""
    mock = Mock("web3")
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def mock(ledger: Mock) -> Mock:
    """In place of the mock that the other tests share."""
    ledger.reset()
    return ledger


def equip(visitor: Visitor, wallet: EthereumWallet, signer: EthereumWallet | None = None) -> None:
    """Gives the visitor's browser a wallet; another signer makes it one that lies."""

    def sign(message: str, address: str) -> str:
        assert wallet.address == address
        return (signer or wallet).sign(bytes.fromhex(message.removeprefix("0x")).decode())

    visitor.context.expose_function("walletAddress", lambda: wallet.address)
    visitor.context.expose_function("walletSign", sign)
    visitor.context.add_init_script(PROVIDER)


def enter(visitor: Visitor) -> str:
    """Lets the client ask the wallet, and waits until somebody is there or it was refused."""
    visitor.open()
    try:
        outcome = str(visitor.run(ENTER))
    except Exception as reason:
        # Whoever is in is taken home by the client, at times before the script has said so.
        if "Execution context was destroyed" not in str(reason):
            raise
        outcome = "in"
    return visitor.arrive_home() if outcome == "in" else outcome


def test_a_known_wallet_signs_in(visitor: Visitor) -> None:
    """The message that the mock asks for is signed, and its owner is there."""
    equip(visitor, WANDA)

    assert WANDA.address == enter(visitor)
    assert "Wanda" == visitor.run("Clerk.user.firstName")


def test_a_new_wallet_signs_up(visitor: Visitor) -> None:
    """The client turns to a sign-up by itself, and the account has the wallet."""
    equip(visitor, NEW)

    assert NEW.address == enter(visitor)
    assert ["verified", True] == visitor.run(
        "[Clerk.user.primaryWeb3Wallet.verification.status, Clerk.user.passwordEnabled === false]"
    )


def test_a_wallet_that_lies_stays_out(visitor: Visitor) -> None:
    """A signature of another key is refused with a message that says so."""
    equip(visitor, WANDA, signer=NEW)

    assert "not made by this wallet" in enter(visitor)
    assert "signed out" == visitor.who
