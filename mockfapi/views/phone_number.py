"""Phone numbers as JSON."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.verification import verification
from mockfapi.world.records import PhoneNumber


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
