"""Group OrganizationMemberships: servers add, find, change and remove members of organizations."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import membership_lists, memberships, organization_changes, organizations
from mockfapi.world.records import Membership, Organization

PAGING = ("limit", "offset", "order_by")


def _place(call: BackendCall) -> Organization:
    return organization_changes.of(call.world, call.path["organization_id"])


def _own(call: BackendCall) -> Membership:
    return memberships.of(call.world, _place(call), call.path["user_id"])


@operation("OrganizationMemberships_addUserToOrganization")
def create(call: BackendCall) -> Membership:
    user_id, role = call.params.required("user_id"), call.params.required("role")
    return memberships.create(call.world, _place(call), user_id, role, call.params.given())


@operation("OrganizationMemberships_getAllMembers")
def list_members(call: BackendCall) -> Page[Membership]:
    wanted = {name: value for name, value in call.query.given().items() if name not in PAGING}
    found = membership_lists.found(call.world, _place(call), wanted, call.query.text("order_by"))
    return page(call, found)


@operation("OrganizationMemberships_listAll")
def list_all(call: BackendCall) -> Page[Membership]:
    organizations.require_enabled(call.world)
    return page(call, membership_lists.every(call.world, call.query.text("order_by")))


@operation("OrganizationMemberships_updateMembershipProperties")
def update(call: BackendCall) -> Membership:
    return memberships.change_role(call.world, _own(call), call.params.required("role"))


@operation("OrganizationMemberships_updateMembershipMetadata")
def merge_metadata(call: BackendCall) -> Membership:
    return memberships.merge_metadata(call.world, _own(call), call.params.given())


@operation("OrganizationMemberships_removeUserFromOrganization")
def delete(call: BackendCall) -> Membership:
    """The answer is the membership as it was."""
    return memberships.delete(call.world, _own(call))
