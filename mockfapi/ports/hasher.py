"""Password digests. Our own are cheap on purpose: the passwords of a test world protect nothing."""

from hashlib import blake2b
from hmac import compare_digest

IMPORTED = "imported$"


class PasswordHasher:
    """Salted, deterministic digests that cost microseconds; digests from elsewhere are compared for real."""

    def digest(self, password: str, salt: str) -> str:
        """The digest to store, as `mock$salt$hex`."""
        mark = blake2b(password.encode("utf-8", "surrogatepass"), key=salt.encode()[:64], digest_size=32)
        return f"mock${salt}${mark.hexdigest()}"

    def imported(self, hasher: str, digest: str) -> str | None:
        """What is stored of a digest that was made elsewhere; None when it is none of that hasher."""
        from mockfapi.ports import digests

        return f"{IMPORTED}{hasher}${digest}" if digests.is_well_formed(hasher, digest) else None

    def matches(self, password: str, digest: str) -> bool:
        """Whether a stored digest was made from this password."""
        if digest.startswith(IMPORTED):
            from mockfapi.ports import digests

            hasher, _, foreign = digest.removeprefix(IMPORTED).partition("$")
            return digests.matches(hasher, foreign, password)
        _, salt, _ = digest.split("$")
        return compare_digest(self.digest(password, salt), digest)
