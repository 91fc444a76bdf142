"""What the wallet strategies share: the message to sign, the two ways of signing, and the check.

The strategies themselves are in `rules.strategies`, the wallets of a user in `rules.own_identifications`.
"""

from base64 import b64decode
from collections.abc import Callable
from functools import partial

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import attributes, identifiers
from mockfapi.rules.strategy import Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings

NONCE_LENGTH = 32
MESSAGE = """Sign this message to prove that this wallet is yours. It costs nothing and moves nothing.

Wallet: {address}
Nonce: {nonce}"""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the wallets of a chain sign: whether an address is one of theirs, and whether a signature is."""

    owns: Callable[[str], bool]
    signed: Callable[[str, bytes, str], bool]


def strategy(name: str, scheme: Scheme) -> Strategy:
    """The strategy of one kind of wallet."""
    return Strategy(
        name=name,
        begin=partial(_begin, name),
        require=partial(_require, scheme),
        holds=partial(_holds, scheme),
        proof="signature",
        refusal=errors.form_incorrect_signature,
        serves_sign_in=partial(_serves_sign_in, name),
        serves_sign_up=partial(_serves_sign_up, name),
        suits=scheme.owns,
        kind="web3_wallet",
    )


def _begin(name: str, world: World, target: Target) -> Verification:
    nonce = world.chance.token(name, NONCE_LENGTH)
    return Verification(
        name,
        expire_at=world.clock.now + world.instance.settings.behaviour.code_lifetime,
        subject_id=target.id,
        # Clients turn the message into bytes one character each: it must stay ASCII.
        nonce=nonce,
        message=MESSAGE.format(address=target.address, nonce=nonce),
    )


def _require(scheme: Scheme, _: World, target: Target) -> None:
    if not scheme.owns(target.address):
        raise errors.strategy_for_user_invalid("strategy")


def _holds(scheme: Scheme, world: World, asked: Verification, proof: Proof) -> bool:
    message = (asked.message or "").encode()
    return scheme.signed(_address(world, asked), message, (proof.signature or "").strip())


def _serves_sign_in(name: str, settings: Settings) -> bool:
    return attributes.signs_in_by(settings, "web3_wallet", name)


def _serves_sign_up(name: str, settings: Settings) -> bool:
    return attributes.is_verified_by(settings, "web3_wallet", name)


def _address(world: World, asked: Verification) -> str:
    """Who must sign: the wallet of a user, or the address that a sign-up gave."""
    known = world.web3_wallets.find(asked.subject_id)
    return (asked.subject_id or "") if known is None else known.web3_wallet


def _signed_by_ethereum(address: str, message: bytes, signature: str) -> bool:
    """EIP-191: the address recovered from the signature of the prefixed message is this one."""
    from coincurve import PublicKey
    from Crypto.Hash import keccak

    try:
        raw = bytes.fromhex(signature.removeprefix("0x"))
    except ValueError:
        return False
    if len(raw) != 65 or raw[64] not in (0, 1, 27, 28):
        return False
    prefixed = b"\x19Ethereum Signed Message:\n%d" % len(message) + message
    digest = keccak.new(data=prefixed, digest_bits=256).digest()
    try:
        key = PublicKey.from_signature_and_message(raw[:64] + bytes([raw[64] % 27]), digest, hasher=None)
    except ValueError:
        return False
    hashed = keccak.new(data=key.format(compressed=False)[1:], digest_bits=256).hexdigest()
    return address == f"0x{hashed[-40:]}"


def _signed_by_solana(address: str, message: bytes, signature: str) -> bool:
    """Ed25519 over the message itself; the signature in base64, as the client sends it."""
    from base58 import b58decode
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(b58decode(address)).verify(raw, message)
    except (ValueError, InvalidSignature):
        return False
    return True


ETHEREUM = Scheme(identifiers.is_ethereum, _signed_by_ethereum)
SOLANA = Scheme(identifiers.is_solana, _signed_by_solana)
