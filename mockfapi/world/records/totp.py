"""The authenticator app of a user."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Totp:
    """A TOTP secret (base32), a factor once it is verified. `last_step` is the newest that was used."""

    id: str
    user_id: str
    secret: str
    created_at: int
    updated_at: int
    verified_at: int | None = None
    last_step: int | None = None


@dataclass(frozen=True, slots=True)
class EnrolledTotp:
    """An authenticator app as it is set up, with the backup codes that come with it and show only now."""

    totp: Totp
    backup_codes: tuple[str, ...] | None = None
