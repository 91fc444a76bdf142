"""Password digests that were made elsewhere: twelve families, by the name of their hasher. Only compares."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import md5, pbkdf2_hmac, scrypt, sha256
from hmac import compare_digest

HEX32, HEX64 = re.compile(r"[0-9a-fA-F]{32}"), re.compile(r"[0-9a-fA-F]{64}")
BCRYPT = re.compile(r"\$2[abxy]?\$\d{2}\$[./A-Za-z0-9]{53}")
DJANGO_BCRYPT = re.compile(r"bcrypt_sha256\$(\$2[abxy]?\$\d{2}\$[./A-Za-z0-9]{53})")
ARGON2 = re.compile(r"\$argon2(i|id)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+")
PBKDF2 = re.compile(r"pbkdf2_sha(1|256)\$(\d{1,7})\$([^$]+)\$([A-Za-z0-9+/=]+)")
PHPASS = re.compile(r"\$[PH]\$[./0-9A-Za-z]{31}")
WERKZEUG = re.compile(r"scrypt:(\d{1,7}):(\d{1,3}):(\d{1,3})\$([^$]+)\$([0-9a-fA-F]+)")
FIREBASE = re.compile(r"([^$]+)\$([^$]+)\$([^$]+)\$([^$]*)\$(\d{1,2})\$(\d{1,2})")
ITOA64 = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SCRYPT_MEMORY = 256 * 1024 * 1024


def is_well_formed(hasher: str, digest: str) -> bool:
    """Whether this is a digest of that hasher."""
    shape = SHAPES.get(hasher)
    return shape is not None and shape.fullmatch(digest) is not None


def matches(hasher: str, digest: str, password: str) -> bool:
    """Whether the digest was made from the password; never raises, whatever stands in the digest."""
    try:
        return COMPARE[hasher](digest, password.encode("utf-8", "surrogatepass"))
    except (KeyError, ValueError, MemoryError, OverflowError):
        return False


def _bcrypt(digest: str, password: bytes) -> bool:
    import bcrypt

    return bcrypt.checkpw(password[:72], re.sub(r"^\$2[xy]?\$", "$2b$", digest).encode())


def _django_bcrypt(digest: str, password: bytes) -> bool:
    import bcrypt

    return bcrypt.checkpw(sha256(password).hexdigest().encode(), digest.partition("$")[2].encode())


def _argon2(digest: str, password: bytes) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(digest, password)
    except (Argon2Error, InvalidHashError):
        return False


def _pbkdf2(digest: str, password: bytes) -> bool:
    found = PBKDF2.fullmatch(digest)
    assert found is not None
    size, rounds, salt, expected = found.groups()
    made = pbkdf2_hmac(f"sha{size}", password, salt.encode(), int(rounds))
    # Some write the hash in hex, most in base64.
    return compare_digest(b64encode(made).decode(), expected) or compare_digest(made.hex(), expected.lower())


def _werkzeug(digest: str, password: bytes) -> bool:
    found = WERKZEUG.fullmatch(digest)
    assert found is not None
    n, r, p, salt, expected = found.groups()
    size = len(expected) // 2
    made = scrypt(
        password, salt=salt.encode(), n=int(n), r=int(r), p=int(p), maxmem=SCRYPT_MEMORY, dklen=size
    )
    return compare_digest(made.hex(), expected.lower())


def _firebase(digest: str, password: bytes) -> bool:
    """Firebase encrypts its own signer key with the scrypt of the password."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    found = FIREBASE.fullmatch(digest)
    assert found is not None
    salt, expected, signer, separator, rounds, cost = found.groups()
    salted = b64decode(salt) + b64decode(separator)
    key = scrypt(password, salt=salted, n=2 ** int(cost), r=int(rounds), p=1, maxmem=SCRYPT_MEMORY, dklen=32)
    encryptor = Cipher(algorithms.AES(key), modes.CTR(bytes(16))).encryptor()
    made = encryptor.update(b64decode(signer)) + encryptor.finalize()
    return compare_digest(made, b64decode(expected))


def _phpass(digest: str, password: bytes) -> bool:
    rounds, salt = 1 << ITOA64.index(digest[3]), digest[4:12].encode()
    made = md5(salt + password, usedforsecurity=False).digest()
    for _ in range(rounds):
        made = md5(made + password, usedforsecurity=False).digest()
    return compare_digest(digest[:12] + _encode64(made), digest)


def _encode64(raw: bytes) -> str:
    """phpass writes three bytes as four letters, the lowest bits first."""
    text = ""
    for start in range(0, len(raw), 3):
        part = raw[start : start + 3]
        value = int.from_bytes(part, "little")
        text += "".join(ITOA64[(value >> shift) & 63] for shift in range(0, len(part) * 8, 6))
    return text


def _hex(hash_of: Callable[[bytes], str]) -> Callable[[str, bytes], bool]:
    return lambda digest, password: compare_digest(hash_of(password), digest.lower())


SHAPES: dict[str, re.Pattern[str]] = {
    "argon2i": ARGON2,
    "argon2id": ARGON2,
    "bcrypt": BCRYPT,
    "bcrypt_sha256_django": DJANGO_BCRYPT,
    "md5": HEX32,
    "pbkdf2_sha256": PBKDF2,
    "pbkdf2_sha256_django": PBKDF2,
    "pbkdf2_sha1": PBKDF2,
    "phpass": PHPASS,
    "scrypt_firebase": FIREBASE,
    "scrypt_werkzeug": WERKZEUG,
    "sha256": HEX64,
}
COMPARE: dict[str, Callable[[str, bytes], bool]] = {
    "argon2i": _argon2,
    "argon2id": _argon2,
    "bcrypt": _bcrypt,
    "bcrypt_sha256_django": _django_bcrypt,
    "md5": _hex(lambda password: md5(password, usedforsecurity=False).hexdigest()),
    "pbkdf2_sha256": _pbkdf2,
    "pbkdf2_sha256_django": _pbkdf2,
    "pbkdf2_sha1": _pbkdf2,
    "phpass": _phpass,
    "scrypt_firebase": _firebase,
    "scrypt_werkzeug": _werkzeug,
    "sha256": _hex(lambda password: sha256(password).hexdigest()),
}
