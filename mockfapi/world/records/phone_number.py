"""Phone numbers as identifications of users."""

from mockfapi.frozen import dataclass
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number of a user, stored as E.164."""

    id: str
    user_id: str
    phone_number: str
    created_at: int
    updated_at: int
    verification: Verification | None = None
    reserved: bool = False
    reserved_for_second_factor: bool = False
    default_second_factor: bool = False


@dataclass(frozen=True, slots=True)
class EnrolledPhone:
    """A number as it becomes a second factor, with the backup codes that come with it and show only now."""

    phone_number: PhoneNumber
    backup_codes: tuple[str, ...] | None = None
