"""Tag Web3 Wallets: those of the signed-in person."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import own_identifications
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world.records import Deleted, Web3Wallet


def _own(call: SessionCall) -> Web3Wallet:
    return own_identifications.wallet_of(call.world, call.user, call.path["web3_wallet_id"])


@operation("getWeb3Wallets")
def list_all(call: SessionCall) -> list[Web3Wallet]:
    return own_identifications.wallets_of(call.world, call.user)


@operation("postWeb3Wallets", sensitive=True)
def create(call: SessionCall) -> Web3Wallet:
    return own_identifications.create_wallet(call.world, call.user, call.params.required("web3_wallet"))


@operation("readWeb3Wallet")
def read(call: SessionCall) -> Web3Wallet:
    return _own(call)


@operation("prepareWeb3WalletVerification")
def prepare_verification(call: SessionCall) -> Web3Wallet:
    asked = Preparation(call.params.required("strategy"))
    it: Web3Wallet = own_identifications.prepare(call.world, _own(call), asked, call.client.id)
    return it


@operation("attemptWeb3WalletVerification")
def attempt_verification(call: SessionCall) -> Web3Wallet:
    proof, named = Proof(signature=call.params.text("signature")), call.params.text("strategy") or None
    it: Web3Wallet = own_identifications.attempt(call.world, _own(call), proof, named)
    return it


@operation("deleteWeb3Wallet", sensitive=True)
def delete(call: SessionCall) -> Deleted:
    return own_identifications.delete(call.world, call.user, _own(call))
