"""Password digests. Cheap on purpose: the passwords of a test world protect nothing."""

from hashlib import blake2b
from hmac import compare_digest


class PasswordHasher:
    """Salted, deterministic digests that cost microseconds."""

    def digest(self, password: str, salt: str) -> str:
        """The digest to store, as `mock$salt$hex`."""
        mark = blake2b(password.encode("utf-8", "surrogatepass"), key=salt.encode()[:64], digest_size=32)
        return f"mock${salt}${mark.hexdigest()}"

    def matches(self, password: str, digest: str) -> bool:
        """Whether a stored digest was made from this password."""
        _, salt, _ = digest.split("$")
        return compare_digest(self.digest(password, salt), digest)
