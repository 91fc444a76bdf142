"""Tag Phone Numbers: those of the signed-in person."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import own_identifications, phone_factors
from mockfapi.rules.strategy import Preparation
from mockfapi.world.records import Deleted, EnrolledPhone, PhoneNumber


def _own(call: SessionCall) -> PhoneNumber:
    return phone_factors.of_user(call.world, call.user, call.path["phone_number_id"])


@operation("getPhoneNumbers")
def list_all(call: SessionCall) -> list[PhoneNumber]:
    return own_identifications.phones_of(call.world, call.user)


@operation("postPhoneNumbers", sensitive=True)
def create(call: SessionCall) -> PhoneNumber:
    number, reserved = call.params.required("phone_number"), call.params.flag("reserved_for_second_factor")
    return own_identifications.create_phone(call.world, call.user, number, reserved=bool(reserved))


@operation("ReadPhoneNumber")
def read(call: SessionCall) -> PhoneNumber:
    return _own(call)


@operation("sendVerificationSMS")
def prepare_verification(call: SessionCall) -> PhoneNumber:
    asked = Preparation(call.params.required("strategy"), channel=call.params.text("channel") or None)
    it: PhoneNumber = own_identifications.prepare(call.world, _own(call), asked, call.client.id)
    return it


@operation("verifyPhoneNumber")
def attempt_verification(call: SessionCall) -> EnrolledPhone:
    return own_identifications.attempt_phone(call.world, _own(call), call.params.text("code"))


@operation("UpdatePhoneNumber", sensitive=True)
def update(call: SessionCall) -> EnrolledPhone:
    return phone_factors.update(
        call.world,
        call.user,
        _own(call),
        reserved=call.params.flag("reserved_for_second_factor"),
        default=call.params.flag("default_second_factor"),
    )


@operation("DeletePhoneNumber", sensitive=True)
def delete(call: SessionCall) -> Deleted:
    return own_identifications.delete(call.world, call.user, _own(call))
