"""Web3 wallets as JSON."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.verification import verification
from mockfapi.world.records import Web3Wallet


def web3_wallet(lens: Lens, it: Web3Wallet) -> Json:
    return {
        "id": it.id,
        "object": "web3_wallet",
        "web3_wallet": it.web3_wallet,
        "verification": verification(lens, it.verification),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
