"""Tag Organization: founding one, looking at it, changing and ending it. Its members: `members`."""

from mockfapi.http import needed
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import organizations, own_organizations
from mockfapi.world.records import Deleted, Organization


@operation("createOrganization")
def create(call: SessionCall) -> Organization:
    """The session stays where it is: browsers choose the new organization by a touch."""
    name = needed.text(call.params, "name")
    return organizations.create_own(call.world, call.user, name, call.params.text("slug"))


@operation("getOrganization")
def read(call: SessionCall) -> Organization:
    return organizations.find_for_member(call.world, call.user, call.path["organization_id"])


@operation("updateOrganization")
def update(call: SessionCall) -> Organization:
    return own_organizations.update(call.world, call.user, call.path["organization_id"], call.params.given())


@operation("deleteOrganization")
def delete(call: SessionCall) -> Deleted:
    return own_organizations.delete(call.world, call.user, call.path["organization_id"])


@operation("updateOrganizationLogo")
def set_logo(call: SessionCall) -> Organization:
    logo = call.params.file("file")
    return own_organizations.set_logo(call.world, call.user, call.path["organization_id"], logo)


@operation("deleteOrganizationLogo")
def delete_logo(call: SessionCall) -> Deleted:
    return own_organizations.delete_logo(call.world, call.user, call.path["organization_id"])
