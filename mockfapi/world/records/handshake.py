"""Handshakes that a server may still redeem."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandshakePayload:
    """The cookies of a handshake, kept under a nonce for a short time and redeemed once."""

    id: str
    directives: tuple[str, ...]
    created_at: int
    expire_at: int
    redeemed_at: int | None = None
