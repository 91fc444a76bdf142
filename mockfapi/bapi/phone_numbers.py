"""Group Phone Numbers: servers add numbers to users, vouch for them, make them factors, remove them."""

from mockfapi.http import needed
from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import identifications, server_verifications
from mockfapi.rules.identifications import Standing
from mockfapi.world.records import Deleted, PhoneNumber, ServerVerification


def _number(call: BackendCall) -> PhoneNumber:
    return call.world.phone_numbers[call.path["phone_number_id"]]


@operation("PhoneNumbers_createNewPhoneNumber")
def create(call: BackendCall) -> PhoneNumber:
    number, user_id = needed.text(call.params, "phone_number"), needed.text(call.params, "user_id")
    user = call.world.users[user_id]
    return identifications.create_phone(call.world, user, number, Standing.of(call.params.given()))


@operation("PhoneNumbers_getDetails")
def read(call: BackendCall) -> PhoneNumber:
    return _number(call)


@operation("PhoneNumbers_updateDetails")
def update(call: BackendCall) -> PhoneNumber:
    return identifications.update(call.world, _number(call), Standing.of(call.params.given()))


@operation("PhoneNumbers_deletePhoneNumberById")
def delete(call: BackendCall) -> Deleted:
    return identifications.delete(call.world, _number(call))


@operation("PhoneNumbers_prepareVerification")
def prepare_verification(call: BackendCall) -> ServerVerification:
    return server_verifications.prepare(call.world, _number(call))


@operation("PhoneNumbers_attemptVerification")
def attempt_verification(call: BackendCall) -> ServerVerification:
    id, code = call.params.required("verification_id"), call.params.required("code")
    return server_verifications.attempt(call.world, _number(call), id, code)
