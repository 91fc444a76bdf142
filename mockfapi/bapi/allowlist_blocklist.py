"""Group AllowlistBlocklist: who may sign up, and who may not."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import either
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import restrictions
from mockfapi.world.records import AllowlistIdentifier, BlocklistIdentifier, Deleted


@operation("AllowlistBlocklist_listAllowedIdentifiers")
def list_allowed(call: BackendCall) -> Page[AllowlistIdentifier] | list[AllowlistIdentifier]:
    return either(call, list(call.world.allowlist)[::-1])


@operation("AllowlistBlocklist_addIdentifierToAllowList")
def allow(call: BackendCall) -> AllowlistIdentifier:
    notify = bool(call.params.flag("notify"))
    return restrictions.add_allowed(call.world, call.params.required("identifier"), notify=notify)


@operation("AllowlistBlocklist_deleteIdentifier")
def disallow(call: BackendCall) -> Deleted:
    gone = call.world.allowlist.remove(call.path["identifier_id"])
    return Deleted(gone.id, "allowlist_identifier")


@operation("AllowlistBlocklist_listBlockedIdentifiers")
def list_blocked(call: BackendCall) -> Page[BlocklistIdentifier]:
    found = list(call.world.blocklist)[::-1]
    return Page(found, len(found))


@operation("AllowlistBlocklist_addIdentifier")
def block(call: BackendCall) -> BlocklistIdentifier:
    return restrictions.add_blocked(call.world, call.params.required("identifier"))


@operation("AllowlistBlocklist_deleteIdentifierFromBlocklist")
def unblock(call: BackendCall) -> Deleted:
    gone = call.world.blocklist.remove(call.path["identifier_id"])
    return Deleted(gone.id, "blocklist_identifier")
