"""New backup codes: an answer shows them once. The user keeps them; no table holds this."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class BackupCodes:
    """A set of codes as it was drawn."""

    id: str
    codes: tuple[str, ...]
    created_at: int
    updated_at: int
