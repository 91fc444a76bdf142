"""Tag Roles: the roles that members of an organization may have."""

from mockfapi.http import lists
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import own_members
from mockfapi.world.records import Role


@operation("ListOrganizationRoles")
def list_roles(call: SessionCall) -> Page[Role]:
    return lists.page(call, own_members.assignable(call.world, call.user, call.path["organization_id"]))
