"""Tag Invitations: members who manage an organization invite people to it, and take invitations back."""

from typing import Any

from mockfapi.http import lists
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import organization_access, organization_invitations, organization_lists, permissions
from mockfapi.world.records import Organization, OrganizationInvitation


def _place(call: SessionCall) -> Organization:
    id = call.path["organization_id"]
    return organization_access.entered_to(call.world, call.user, id, permissions.MANAGE_MEMBERS)


@operation("createOrganizationInvitations")
def create(call: SessionCall) -> OrganizationInvitation:
    given: Any = call.params.given()
    return organization_invitations.create(call.world, _place(call), **given, inviter_user_id=call.user.id)


@operation("bulkCreateOrganizationInvitations")
def create_all(call: SessionCall) -> list[OrganizationInvitation]:
    given: Any = call.params.given()
    addresses = given.pop("email_address")
    common = given | {"inviter_user_id": call.user.id}
    return organization_invitations.invite_all(call.world, _place(call), addresses, common)


@operation("getOrganizationInvitations")
def list_invitations(call: SessionCall) -> Page[OrganizationInvitation]:
    wanted = {"status": call.query.given().get("status")}
    return lists.page(call, organization_lists.invitations(call.world, _place(call), wanted, None))


@operation("getAllPendingOrganizationInvitations")
def list_pending(call: SessionCall) -> list[OrganizationInvitation]:
    wanted = {"status": ["pending"]}
    return organization_lists.invitations(call.world, _place(call), wanted, None)


@operation("revokePendingOrganizationInvitation")
def revoke(call: SessionCall) -> OrganizationInvitation:
    it = organization_invitations.of(call.world, _place(call), call.path["invitation_id"])
    return organization_invitations.revoke(call.world, it)
