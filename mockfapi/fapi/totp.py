"""Tag TOTP: the authenticator app of the signed-in person."""

from mockfapi.http import needed
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import totps
from mockfapi.world.records import Deleted, EnrolledTotp


@operation("postTOTP", sensitive=True)
def create(call: SessionCall) -> EnrolledTotp:
    return totps.create(call.world, call.user)


@operation("verifyTOTP")
def attempt_verification(call: SessionCall) -> EnrolledTotp:
    return totps.verify(call.world, call.user, needed.text(call.params, "code"))


@operation("deleteTOTP", sensitive=True)
def delete(call: SessionCall) -> Deleted:
    return totps.delete(call.world, call.user)
