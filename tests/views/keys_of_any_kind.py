"""Generated passkeys and wallets, and verifications by them: at every stage."""

from typing import Any

from hypothesis import strategies as st

from mockfapi.rules import users
from mockfapi.world import World
from mockfapi.world.records import Passkey, Verification, Web3Wallet
from tests.authenticator import EthereumWallet, SolanaWallet
from tests.rules.keys import ETHEREUM, SOLANA
from tests.views.people import NOON, TIMES, a_world

WALLET_PROOFS = st.builds(
    Verification,
    strategy=st.sampled_from([*ETHEREUM, SOLANA]),
    attempts=st.integers(0, 9),
    expire_at=TIMES,
    nonce=st.sampled_from([None, "n" * 32]),
    message=st.sampled_from([None, "Sign this."]),
    verified_at=st.none() | TIMES,
    spent=st.booleans(),
)
PASSKEY_PROOFS = st.builds(
    Verification,
    strategy=st.just("passkey"),
    attempts=st.sampled_from([None, 1]),
    expire_at=TIMES,
    nonce=st.sampled_from([None, "{}"]),
    verified_at=st.none() | TIMES,
    spent=st.booleans(),
)
VOUCHED = st.builds(Verification, strategy=st.just("admin"), attempts=st.none(), verified_at=TIMES)


@st.composite
def equipped(draw: st.DrawFn) -> World:
    """A world with one user, a passkey and two wallets."""
    world = a_world()
    user = users.create(world, users.UserFields(first_name="Ada"))
    keys: Any = {"credential_id": "Y3JlZA", "public_key": "a2V5", "last_used_at": draw(st.none() | TIMES)}
    proof = draw(st.none() | PASSKEY_PROOFS)
    world.passkeys.save(Passkey("idn_1", user.id, draw(st.text(max_size=9)), NOON, NOON, proof, **keys))
    addresses = (EthereumWallet().address, SolanaWallet().address)
    for number, address in enumerate(addresses):
        shown = draw(st.none() | WALLET_PROOFS | VOUCHED)
        world.web3_wallets.save(Web3Wallet(f"idn_w{number}", user.id, address, NOON, NOON, shown))
    return world
