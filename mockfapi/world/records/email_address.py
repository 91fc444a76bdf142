"""E-mail addresses as identifications of users."""

from mockfapi.frozen import dataclass
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An address of a user, stored trimmed and in lower case."""

    id: str
    user_id: str
    email_address: str
    created_at: int
    updated_at: int
    verification: Verification | None = None
    reserved: bool = False
