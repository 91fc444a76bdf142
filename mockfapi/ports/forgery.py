"""JWTs as somebody would forge them, for apps that test what they refuse. No world ever signs like this."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from hmac import digest
from typing import Any

from mockfapi.ports.signer import STRANGER, shipped_key, test_key

Claims = Mapping[str, Any]


def signed(claims: Claims, header: Claims, number: int) -> str:
    """Signed with RS256 by the key with this number, whatever the header says of keys."""
    import jwt

    return jwt.encode(dict(claims), test_key(number), algorithm="RS256", headers=dict(header))


def signed_by_stranger(claims: Claims, header: Claims) -> str:
    """Signed with RS256 by a key that no world has."""
    import jwt

    return jwt.encode(dict(claims), shipped_key(STRANGER), algorithm="RS256", headers=dict(header))


def unsigned(claims: Claims, header: Claims) -> str:
    """With algorithm `none` and no signature."""
    return f"{_text({**header, 'typ': 'JWT', 'alg': 'none'})}.{_text(claims)}."


def confused(claims: Claims, header: Claims, pem: str) -> str:
    """With algorithm HS256, and the public key, which everybody has, as the secret."""
    content = f"{_text({**header, 'typ': 'JWT', 'alg': 'HS256'})}.{_text(claims)}"
    return f"{content}.{_base64(digest(pem.encode(), content.encode(), sha256))}"


def tampered(token: str, claims: Claims) -> str:
    """With other claims under the signature of a good token."""
    head, _, signature = token.split(".")
    return f"{head}.{_text(claims)}.{signature}"


def _text(value: Claims) -> str:
    return _base64(json.dumps(dict(value), separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
