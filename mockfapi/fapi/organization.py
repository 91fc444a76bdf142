"""Tag Organization: founding one and looking at it. Changing it comes later."""

from mockfapi import errors
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import organizations
from mockfapi.world.records import Organization


@operation("createOrganization")
def create(call: SessionCall) -> Organization:
    """The session stays where it is: browsers choose the new organization by a touch."""
    name = call.params.text("name")
    if name is None:
        raise errors.form_param_missing("name")
    return organizations.create_own(call.world, call.user, name, call.params.text("slug"))


@operation("getOrganization")
def read(call: SessionCall) -> Organization:
    return organizations.find_for_member(call.world, call.user, call.path["organization_id"])
