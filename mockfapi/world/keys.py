"""The keys of a world: what names it to browsers and servers. Derived from its name: a restart keeps them."""

from base64 import b64encode
from binascii import b2a_base64
from hashlib import blake2b, sha256

from mockfapi.frozen import dataclass

# A DNS label has at most 63 characters: no resolver ever sends a question about this host. It ends in a
# development suffix, so that clerk-js identifies the browser by its dev-browser token on any localhost port.
LABEL = "{name}-is-a-mockfapi-world-its-name-is-too-long-for-dns-and-stays-at-home"
HOST = LABEL + ".clerk.accounts.dev"
LETTERS = bytes.maketrans(b"+/", b"Zz")


def _noise(name: str, purpose: str, length: int) -> str:
    """Letters and digits that follow from the name, and tell nothing of it."""
    digest = blake2b(f"{purpose}|{name}".encode(), digest_size=33).digest()
    return b2a_base64(digest).translate(LETTERS)[:length].decode()


@dataclass(frozen=True, slots=True)
class Keys:
    """Secret key, Frontend API host (that of the publishable key), instance id, seal of client tokens."""

    frontend_api: str
    secret_key: str
    instance_id: str
    seal: str
    live: bool = False

    @classmethod
    def of(cls, name: str, frontend_api: str | None = None) -> "Keys":
        """The keys of the world with this name."""
        return cls(
            frontend_api=frontend_api or HOST.format(name=name.lower().replace("_", "-")),
            secret_key=f"sk_test_{_noise(name, 'secret', 40)}",
            instance_id=f"ins_{_noise(name, 'instance', 27)}",
            seal=sha256(f"seal|{name}".encode()).hexdigest(),
        )

    @property
    def webhook_secret(self) -> str:
        """What signs webhooks to endpoints that have no secret of their own."""
        return "whsec_" + b64encode(sha256(f"webhooks|{self.seal}".encode()).digest()).decode()

    @property
    def publishable_key(self) -> str:
        kind = "live" if self.live else "test"
        encoded = b64encode(f"{self.frontend_api}$".encode()).decode().rstrip("=")
        return f"pk_{kind}_{encoded}"
