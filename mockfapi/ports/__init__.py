"""The world's ports to the outside: time, chance, signatures, password digests. Seeded and forkable."""

from mockfapi.ports.chance import Chance
from mockfapi.ports.clock import Clock
from mockfapi.ports.hasher import PasswordHasher
from mockfapi.ports.signer import Signer

__all__ = ["Chance", "Clock", "PasswordHasher", "Signer"]
