"""Tag Phone Numbers: those of the signed-in person. So far only what makes a number a second factor."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import phone_factors
from mockfapi.world.records import EnrolledPhone


@operation("UpdatePhoneNumber", sensitive=True)
def update(call: SessionCall) -> EnrolledPhone:
    it = phone_factors.of_user(call.world, call.user, call.path["phone_number_id"])
    return phone_factors.update(
        call.world,
        call.user,
        it,
        reserved=call.params.flag("reserved_for_second_factor"),
        default=call.params.flag("default_second_factor"),
    )
