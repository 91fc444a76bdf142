"""Passkeys as identifications of users."""

from mockfapi.frozen import dataclass
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class Passkey:
    """A WebAuthn credential of a user; id and key in base64url, None until it is verified."""

    id: str
    user_id: str
    name: str
    created_at: int
    updated_at: int
    verification: Verification | None = None
    credential_id: str | None = None
    public_key: str | None = None
    sign_count: int = 0
    rp_id: str | None = None
    transports: tuple[str, ...] = ()
    last_used_at: int | None = None
