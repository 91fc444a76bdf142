"""Tag Roles: the roles that members of an organization may have."""

from mockfapi.http import lists
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import own_members, role_sets
from mockfapi.world.records import Role


@operation("ListOrganizationRoles")
def list_roles(call: SessionCall) -> Page[Role]:
    """While a fault holds roles up, the page says so, and clients lock them."""
    found = own_members.assignable(call.world, call.user, call.path["organization_id"])
    return lists.page(call, found, has_role_set_migration=role_sets.is_migrating(call.world))
