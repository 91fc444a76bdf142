"""Words for tests of passkeys and wallets: instances that know them, people who have them."""

from mockfapi.rules import passkeys, sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client, Passkey, User
from tests.authenticator import ORIGIN, Authenticator
from tests.rules.worlds import attribute, started

ETHEREUM = tuple(f"web3_{each}_signature" for each in ("metamask", "base", "coinbase_wallet", "okx_wallet"))
SOLANA = "web3_solana_signature"


def with_passkeys(world: World) -> None:
    """Passkeys are on, and requests come from a page of the app."""
    attribute(world, "passkey", enabled=True, used_for_first_factor=True, first_factors=("passkey",))
    world.caller = Caller(origin=ORIGIN)


def with_wallets(world: World, **values) -> None:
    """Wallets are identifiers, proven by every kind of signature."""
    known = (*ETHEREUM, SOLANA)
    values = {"verify_at_sign_up": True, "first_factors": known, "verifications": known} | values
    attribute(world, "web3_wallet", enabled=True, used_for_first_factor=True, **values)


def registered(world: World, user: User, device: Authenticator) -> Passkey:
    """The user's passkey on this device."""
    asked = passkeys.create(world, user)
    made = device.register(asked.verification.nonce)
    return passkeys.attempt_verification(world, asked, "passkey", made)


def unnamed(world: World, client: Client):
    return sign_ins.create(world, client, strategy="passkey")


def named(world: World, client: Client, **more):
    it = started(world, client)
    return sign_ins.prepare_first_factor(world, it, Preparation("passkey", **more))


def attempt(world: World, it, credential: str):
    proof = Proof(public_key_credential=credential)
    return sign_ins.attempt_first_factor(world, world.sign_ins[it.id], "passkey", proof)


def used(world: World, it, device: Authenticator, **changed):
    return attempt(world, it, device.answer(it.first_factor.nonce, **changed))
