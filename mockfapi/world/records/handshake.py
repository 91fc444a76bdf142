"""Handshakes that a server may still redeem."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class HandshakePayload:
    """The cookies of a handshake, kept under a nonce for a short time and redeemed once.

    Or the nonce of a satellite's sync: `client_id` (empty when there is no client) and `redirect_url` tell
    whom it links and where it leads back.
    """

    id: str
    directives: tuple[str, ...]
    created_at: int
    expire_at: int
    redeemed_at: int | None = None
    client_id: str | None = None
    redirect_url: str | None = None
