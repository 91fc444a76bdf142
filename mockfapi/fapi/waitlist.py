"""Tag Waitlist: asking to be let in."""

from mockfapi.http.call import PublicCall
from mockfapi.http.operation import operation
from mockfapi.rules import waitlist
from mockfapi.world.records import WaitlistEntry


@operation("joinWaitlist")
def join(call: PublicCall) -> WaitlistEntry:
    return waitlist.join(call.world, call.params.required("email_address"))
