"""Group WaitlistEntries: who waits, and who is let in."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import waitlist
from mockfapi.world.records import Deleted, WaitlistEntry


def _entry(call: BackendCall) -> WaitlistEntry:
    return call.world.waitlist[call.path["waitlist_entry_id"]]


@operation("WaitlistEntries_list")
def list_entries(call: BackendCall) -> Page[WaitlistEntry]:
    query = call.query
    asked = (query.text("status"), query.text("query"), query.text("order_by"))
    return page(call, waitlist.found(call.world, *asked))


@operation("WaitlistEntries_create")
def create(call: BackendCall) -> WaitlistEntry:
    notify = call.params.flag("notify") is not False
    return waitlist.add(call.world, call.params.required("email_address"), notify=notify)


@operation("WaitlistEntries_createBulk")
def create_bulk(call: BackendCall) -> list[WaitlistEntry]:
    return waitlist.add_all(call.world, call.params.rows())


@operation("WaitlistEntries_invite")
def invite(call: BackendCall) -> WaitlistEntry:
    ignore_existing = bool(call.params.flag("ignore_existing"))
    return waitlist.invite(call.world, _entry(call), ignore_existing=ignore_existing)


@operation("WaitlistEntries_reject")
def reject(call: BackendCall) -> WaitlistEntry:
    return waitlist.reject(call.world, _entry(call))


@operation("WaitlistEntries_delete")
def delete(call: BackendCall) -> Deleted:
    return Deleted(waitlist.remove(call.world, _entry(call)).id, "waitlist_entry")
