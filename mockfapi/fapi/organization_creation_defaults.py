"""Tag Organization Creation Defaults: what is suggested to whoever founds an organization."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import creation_defaults
from mockfapi.world.records import CreationDefaults


@operation("getOrganizationCreationDefaults")
def read(call: SessionCall) -> CreationDefaults:
    return creation_defaults.of(call.world, call.user)
