"""Group Email Addresses: servers add addresses to users, vouch for them, verify and remove them."""

from mockfapi.http import needed
from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import identifications, server_verifications
from mockfapi.rules.identifications import Standing
from mockfapi.world.records import Deleted, EmailAddress, ServerVerification


def _address(call: BackendCall) -> EmailAddress:
    return call.world.email_addresses[call.path["email_address_id"]]


@operation("EmailAddresses_createNewAddress")
def create(call: BackendCall) -> EmailAddress:
    address, user_id = needed.text(call.params, "email_address"), needed.text(call.params, "user_id")
    user = call.world.users[user_id]
    return identifications.create_email(call.world, user, address, Standing.of(call.params.given()))


@operation("EmailAddresses_getDetails")
def read(call: BackendCall) -> EmailAddress:
    return _address(call)


@operation("EmailAddresses_updateAddress")
def update(call: BackendCall) -> EmailAddress:
    return identifications.update(call.world, _address(call), Standing.of(call.params.given()))


@operation("EmailAddresses_deleteById")
def delete(call: BackendCall) -> Deleted:
    return identifications.delete(call.world, _address(call))


@operation("EmailAddresses_prepareVerification")
def prepare_verification(call: BackendCall) -> ServerVerification:
    return server_verifications.prepare(call.world, _address(call))


@operation("EmailAddresses_attemptVerification")
def attempt_verification(call: BackendCall) -> ServerVerification:
    id, code = call.params.required("verification_id"), call.params.required("code")
    return server_verifications.attempt(call.world, _address(call), id, code)
