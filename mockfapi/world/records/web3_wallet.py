"""Web3 wallets as identifications of users."""

from mockfapi.frozen import dataclass
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class Web3Wallet:
    """A wallet of a user: an Ethereum address in lower case, or a Solana address as it is."""

    id: str
    user_id: str
    web3_wallet: str
    created_at: int
    updated_at: int
    verification: Verification | None = None
