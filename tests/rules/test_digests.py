"""Digests that were made elsewhere, with values that their own libraries or documents give."""

from base64 import b64encode
from hashlib import md5, pbkdf2_hmac, scrypt, sha256

import bcrypt
import pytest
from argon2 import PasswordHasher as Argon2
from argon2 import Type

from mockfapi.ports import PasswordHasher
from mockfapi.ports.digests import SHAPES

PASSWORD = "brass gears and steam"
SALT = "abcdef012345"


def derived(size: int) -> bytes:
    return pbkdf2_hmac(f"sha{size}", PASSWORD.encode(), SALT.encode(), 1000)


def scrypted() -> str:
    made = scrypt(PASSWORD.encode(), salt=SALT.encode(), n=1024, r=8, p=1, dklen=64)
    return f"scrypt:1024:8:1${SALT}${made.hex()}"


SLOW = bcrypt.gensalt(4)
HASHED = sha256(PASSWORD.encode()).hexdigest()
DIGESTS = {
    "argon2i": Argon2(time_cost=1, memory_cost=64, parallelism=1, type=Type.I).hash(PASSWORD),
    "argon2id": Argon2(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD),
    "bcrypt": bcrypt.hashpw(PASSWORD.encode(), SLOW).decode(),
    "bcrypt_sha256_django": "bcrypt_sha256$" + bcrypt.hashpw(HASHED.encode(), SLOW).decode(),
    "md5": md5(PASSWORD.encode()).hexdigest(),
    "pbkdf2_sha256": f"pbkdf2_sha256$1000${SALT}${derived(256).hex()}",
    "pbkdf2_sha256_django": f"pbkdf2_sha256$1000${SALT}${b64encode(derived(256)).decode()}",
    "pbkdf2_sha1": f"pbkdf2_sha1$1000${SALT}${b64encode(derived(1)).decode()}",
    "scrypt_werkzeug": scrypted(),
    "sha256": HASHED.upper(),
}
# Published by their makers, each for a password of its own.
PUBLISHED = {
    "phpass": ("test12345", "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"),
    "scrypt_firebase": (
        "user1password",
        "42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=="
        "$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA=="
        "$Bw==$8$14",
    ),
}


@pytest.mark.parametrize("hasher", sorted(SHAPES))
def test_a_foreign_digest_is_compared_for_real(hasher: str) -> None:
    """The password that the digest was made from matches, and no other does."""
    password, digest = PUBLISHED.get(hasher) or (PASSWORD, DIGESTS[hasher])
    stored = PasswordHasher().imported(hasher, digest)

    assert stored is not None
    assert PasswordHasher().matches(password, stored)
    assert not PasswordHasher().matches(password + "!", stored)


@pytest.mark.parametrize("hasher", [*SHAPES, "rot13"])
@pytest.mark.parametrize("digest", ["", "nonsense", "$2b$04$short", "x" * 5000])
def test_what_is_no_digest_is_not_taken(hasher: str, digest: str) -> None:
    """A digest of another shape, or of a hasher that nobody knows, is none."""
    assert None is PasswordHasher().imported(hasher, digest)
