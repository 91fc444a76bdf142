"""Keys in software: an authenticator that makes and uses passkeys, wallets that sign. As real ones do it."""

import json
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from base58 import b58encode
from coincurve import PrivateKey
from Crypto.Hash import keccak
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN = "http://localhost:3000"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """Holds one passkey. What a test changes here is what a broken or foreign device would do otherwise."""

    origin: str = ORIGIN
    rp_id: str | None = None
    credential_id: bytes = b"device-one-key-1"
    user_handle: bytes | None = None
    counter: int = 0
    flags: int = PRESENT | VERIFIED
    model: bytes = bytes(16)
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.derive_private_key(1815, ec.SECP256R1())
    )

    def register(self, nonce: str, **changed: Any) -> str:
        """The answer to creation options, as `Clerk.user.createPasskey()` sends it."""
        options = json.loads(nonce)
        self.user_handle = raw(options["user"]["id"])
        rp_id = self.rp_id or options["rp"]["id"]
        described = len(self.credential_id).to_bytes(2, "big") + self.credential_id + self.public_key
        data = self._data(rp_id, self.flags | ATTESTED) + self.model + described
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": text(self._client_data("webauthn.create", options, changed)),
            "attestationObject": text(attested),
            "transports": ["internal"],
        }
        return self._credential(response)

    def answer(self, nonce: str, **changed: Any) -> str:
        """The answer to request options, as `authenticateWithPasskey()` sends it."""
        options = json.loads(nonce)
        self.counter += 1
        data = self._data(self.rp_id or options["rpId"], self.flags)
        client_data = self._client_data("webauthn.get", options, changed)
        signature = self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": text(client_data),
            "authenticatorData": text(data),
            "signature": text(signature),
            "userHandle": None if self.user_handle is None else text(self.user_handle),
        }
        return self._credential(response)

    @property
    def public_key(self) -> bytes:
        """The public key as COSE."""
        numbers = self.key.public_key().public_numbers()
        point = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        return cbor2.dumps({1: 2, 3: -7, -1: 1, **point})

    def _data(self, rp_id: str, flags: int) -> bytes:
        return sha256(rp_id.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _client_data(self, kind: str, options: dict[str, Any], changed: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said | changed).encode()

    def _credential(self, response: dict[str, Any]) -> str:
        id = text(self.credential_id)
        face = {"id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform"}
        return json.dumps({**face, "response": response})


class EthereumWallet:
    """A wallet that signs as `personal_sign` does."""

    def __init__(self, secret: int = 1) -> None:
        self._key = PrivateKey.from_int(secret)
        point = self._key.public_key.format(compressed=False)[1:]
        self.address = "0x" + keccak.new(data=point, digest_bits=256).hexdigest()[-40:]

    def sign(self, message: str) -> str:
        said = b"\x19Ethereum Signed Message:\n%d" % len(message.encode()) + message.encode()
        digest = keccak.new(data=said, digest_bits=256).digest()
        made = self._key.sign_recoverable(digest, hasher=None)
        return "0x" + (made[:64] + bytes([made[64] + 27])).hex()


class SolanaWallet:
    """A wallet that signs as `solana:signMessage` does; the signature as the client sends it."""

    def __init__(self, secret: bytes = b"1" * 32) -> None:
        self._key = ed25519.Ed25519PrivateKey.from_private_bytes(secret)
        self.address = b58encode(self._key.public_key().public_bytes_raw()).decode()

    def sign(self, message: str) -> str:
        return b64encode(self._key.sign(message.encode())).decode()
