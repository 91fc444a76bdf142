"""Signatures: RS256 tokens with the shipped test key, sealed client tokens. Nothing is made at start."""

from collections.abc import Hashable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

KEPT_TOKENS = 512
NOTHING_KEPT: tuple[tuple[object, ...], str] = ((), "")


@cache
def test_key() -> "RSAPrivateKey":
    """The one key pair that every world signs with; public knowledge, worth nothing outside of tests."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pem = files("mockfapi.ports").joinpath("test_key.pem").read_bytes()
    key = load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, RSAPrivateKey)
    return key


@cache
def public_pem() -> str:
    """The public half as PEM text, what servers take as `CLERK_JWT_KEY`."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = test_key().public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@cache
def public_jwk() -> Mapping[str, str]:
    from jwt.algorithms import RSAAlgorithm

    jwk = RSAAlgorithm.to_jwk(test_key().public_key(), as_dict=True)
    return {"kty": "RSA", "n": jwk["n"], "e": jwk["e"]}


@cache
def private_key(pem: str) -> "RSAPrivateKey | None":
    """The RSA key that PEM text holds, or None when it holds none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, RSAPrivateKey) else None


class Signer:
    """Signs for one world: `kid` names it in tokens and in the JWKS, `secret` seals its client tokens."""

    __slots__ = ("_kept", "_unsealed", "kid", "secret")

    def __init__(self, kid: str, secret: str) -> None:
        self.kid = kid
        self.secret = secret
        self._kept: dict[Hashable, tuple[tuple[object, ...], str]] = {}
        self._unsealed: dict[str, dict[str, Any]] = {}

    @property
    def jwk(self) -> dict[str, str]:
        """The public key as a JWK (public members only)."""
        return {"use": "sig", "kid": self.kid, "alg": "RS256", **public_jwk()}

    def sign(self, claims: Mapping[str, Any], category: str | None = None) -> str:
        """A JWT signed with RS256."""
        import jwt

        headers = {"kid": self.kid} if category is None else {"cat": category, "kid": self.kid}
        return jwt.encode(dict(claims), test_key(), algorithm="RS256", headers=headers)

    def verified(self, token: str) -> dict[str, Any] | None:
        """The claims of a JWT that this world signed; None when it is forged, broken or another world's.

        Whether its time has come or is over is for the caller to say.
        """
        import jwt

        options: Any = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}
        try:
            if jwt.get_unverified_header(token).get("kid") != self.kid:
                return None
            claims: dict[str, Any] = jwt.decode(
                token, test_key().public_key(), algorithms=["RS256"], options=options
            )
        except (jwt.InvalidTokenError, ValueError, RecursionError):
            return None
        return claims

    def sign_with(self, key: str, algorithm: str, claims: Mapping[str, Any], category: str) -> str:
        """A JWT signed with somebody's own key: PEM text for RS256, a secret for HS256.

        It names no key id, for the JWKS of this world does not hold that key.
        """
        import jwt

        signing = private_key(key) if algorithm == "RS256" else key
        assert signing is not None, "keys are checked when they are taken in"
        return jwt.encode(dict(claims), signing, algorithm=algorithm, headers={"cat": category})

    def can_sign(self, key: str, algorithm: str) -> bool:
        """Whether a text is a key of this kind."""
        return bool(key) if algorithm == "HS256" else private_key(key) is not None

    def kept(self, purpose: Hashable, facts: tuple[object, ...]) -> str | None:
        """The token that was last kept for a purpose, if it was made from equal facts."""
        made_from, token = self._kept.get(purpose, NOTHING_KEPT)
        return token if made_from == facts else None

    def keep(self, purpose: Hashable, facts: tuple[object, ...], token: str) -> str:
        """Remembers the token and what it was made from: whoever has the same facts need not sign again."""
        if len(self._kept) >= KEPT_TOKENS:
            self._kept.clear()
        self._kept[purpose] = (facts, token)
        return token

    def seal(self, payload: Mapping[str, Any]) -> str:
        """A token that only this world accepts back."""
        import jwt

        return jwt.encode(dict(payload), self.secret, algorithm="HS256", headers={"kid": self.kid})

    def unseal(self, token: str) -> dict[str, Any] | None:
        """The payload of a sealed token, or None when it is forged, broken or of another world."""
        if (kept := self._unsealed.get(token)) is not None:
            return kept
        import jwt

        options: Any = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
        try:
            payload = jwt.decode(token, self.secret, algorithms=["HS256"], options=options)
        except (jwt.InvalidTokenError, ValueError):
            return None
        if len(self._unsealed) >= KEPT_TOKENS:
            self._unsealed.clear()
        self._unsealed[token] = payload
        return payload

    def fork(self) -> "Signer":
        return Signer(self.kid, self.secret)
