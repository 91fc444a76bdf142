"""Group AccountlessApplications: keys for apps that have none yet."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import accountless
from mockfapi.world.records import AccountlessApplication


@operation("AccountlessApplications_create")
def create(call: BackendCall) -> AccountlessApplication:
    return accountless.offer(call.world)


@operation("AccountlessApplications_complete")
def complete(call: BackendCall) -> AccountlessApplication:
    return accountless.claim(call.world)
