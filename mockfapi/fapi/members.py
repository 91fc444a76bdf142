"""Tag Members: who belongs to an organization, for those who do. What they may: by their roles."""

from mockfapi.http import lists, needed
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import own_members
from mockfapi.world.records import Membership

FILTERS = ("query", "role")


@operation("ListOrganizationMemberships")
def list_members(call: SessionCall) -> Page[Membership] | list[Membership]:
    given = call.query.given()
    wanted = {name: given[name] for name in FILTERS if name in given}
    return lists.either(call, own_members.found(call.world, call.user, call.path["organization_id"], wanted))


@operation("CreateOrganizationMembership")
def create(call: SessionCall) -> Membership:
    user_id, role = needed.text(call.params, "user_id"), needed.text(call.params, "role")
    return own_members.create(call.world, call.user, call.path["organization_id"], user_id, role)


@operation("UpdateOrganizationMembership")
def update(call: SessionCall) -> Membership:
    place, user_id = call.path["organization_id"], call.path["user_id"]
    return own_members.change_role(call.world, call.user, place, user_id, needed.text(call.params, "role"))


@operation("removeOrganizationMember")
def delete(call: SessionCall) -> Membership:
    """The answer is the membership as it was."""
    return own_members.delete(call.world, call.user, call.path["organization_id"], call.path["user_id"])
