"""Phone numbers as JSON."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.verification import verification
from mockfapi.world.records import EnrolledPhone, PhoneNumber


def phone_number(lens: Lens, it: PhoneNumber) -> Json:
    return {
        "id": it.id,
        "object": "phone_number",
        "phone_number": it.phone_number,
        "reserved_for_second_factor": it.reserved_for_second_factor,
        "default_second_factor": it.default_second_factor,
        "reserved": it.reserved,
        "verification": verification(lens, it.verification),
        "linked_to": [],
        "backup_codes": None,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def enrolled_phone(lens: Lens, it: EnrolledPhone) -> Json:
    """A number that just became a second factor, with the backup codes that came with it."""
    codes = it.backup_codes
    return phone_number(lens, it.phone_number) | {"backup_codes": None if codes is None else list(codes)}
