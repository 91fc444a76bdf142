"""New backup codes as JSON, in full: nobody shows them again."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import BackupCodes


def backup_codes(lens: Lens, it: BackupCodes) -> Json:
    del lens
    return {
        "object": "backup_code",
        "id": it.id,
        "codes": list(it.codes),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
