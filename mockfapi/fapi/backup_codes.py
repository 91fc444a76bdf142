"""Tag Backup Codes: those of the signed-in person."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import multi_factor
from mockfapi.world.records import BackupCodes


@operation("createBackupCodes", sensitive=True)
def create(call: SessionCall) -> BackupCodes:
    return multi_factor.renew_backup_codes(call.world, call.user)
