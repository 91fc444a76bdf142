"""Signatures: RS256 tokens with the shipped test keys, sealed client tokens. Nothing is made at start."""

from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

KEPT_TOKENS = 512
NOTHING_KEPT: tuple[tuple[object, ...], str] = ((), "")


# Keys that follow one another when a world rotates, then the one that no world ever signs with.
KEYS = ("test_key", "next_test_key")
STRANGER = "stranger_test_key"


@cache
def shipped_key(name: str) -> "RSAPrivateKey":
    """A key pair of this repository; public knowledge, worth nothing outside of tests."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pem = files("mockfapi.ports").joinpath(f"{name}.pem").read_bytes()
    key = load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, RSAPrivateKey)
    return key


def test_key(number: int) -> "RSAPrivateKey":
    """The key pair that every world signs with; those who rotate take turns with another one."""
    return shipped_key(KEYS[(number - 1) % len(KEYS)])


@cache
def public_pem(number: int = 1) -> str:
    """The public half as PEM text, what servers take as `CLERK_JWT_KEY`."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = test_key(number).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@cache
def public_jwk(number: int = 1) -> Mapping[str, str]:
    from jwt.algorithms import RSAAlgorithm

    jwk = RSAAlgorithm.to_jwk(test_key(number).public_key(), as_dict=True)
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

    def key_id(self, number: int = 1) -> str:
        """The name of a key in tokens and in the JWKS; the first has that of the instance."""
        return self.kid if number == 1 else f"{self.kid}-{number}"

    def jwk(self, number: int = 1) -> dict[str, str]:
        """A public key as a JWK (public members only)."""
        return {"use": "sig", "kid": self.key_id(number), "alg": "RS256", **public_jwk(number)}

    def sign(self, claims: Mapping[str, Any], category: str | None = None, number: int = 1) -> str:
        """A JWT signed with RS256 by the key with this number."""
        import jwt

        kid = self.key_id(number)
        headers = {"kid": kid} if category is None else {"cat": category, "kid": kid}
        return jwt.encode(dict(claims), test_key(number), algorithm="RS256", headers=headers)

    def verified(self, token: str, numbers: Iterable[int] = (1,)) -> dict[str, Any] | None:
        """The claims of a JWT that one of these keys signed; None when it is forged, broken or not ours.

        Whether its time has come or is over is for the caller to say.
        """
        import jwt

        options: Any = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            number = next((it for it in numbers if self.key_id(it) == kid), None)
            if number is None:
                return None
            claims: dict[str, Any] = jwt.decode(
                token, test_key(number).public_key(), algorithms=["RS256"], options=options
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
