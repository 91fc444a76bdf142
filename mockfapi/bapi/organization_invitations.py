"""Group OrganizationInvitations: servers invite people to organizations, and take invitations back."""

from typing import Any

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import organization_changes, organization_invitations, organization_lists, organizations
from mockfapi.world.records import Organization, OrganizationInvitation

FILTERS = ("status", "email_address", "query")


def _place(call: BackendCall) -> Organization:
    return organization_changes.of(call.world, call.path["organization_id"])


def _own(call: BackendCall) -> OrganizationInvitation:
    return organization_invitations.of(call.world, _place(call), call.path["invitation_id"])


def _listed(call: BackendCall, place: Organization | None) -> Page[OrganizationInvitation]:
    given = call.query.given()
    wanted = {name: given[name] for name in FILTERS if name in given}
    found = organization_lists.invitations(call.world, place, wanted, call.query.text("order_by"))
    return page(call, found)


@operation("OrganizationInvitations_createAndSend")
def create(call: BackendCall) -> OrganizationInvitation:
    given: Any = call.params.given()
    return organization_invitations.create(call.world, _place(call), **given)


@operation("OrganizationInvitations_bulkCreateAndSend")
def create_all(call: BackendCall) -> Page[OrganizationInvitation]:
    made = organization_invitations.create_all(call.world, _place(call), call.params.rows())
    return Page(made, len(made))


@operation("OrganizationInvitations_list")
def list_invitations(call: BackendCall) -> Page[OrganizationInvitation]:
    return _listed(call, _place(call))


@operation("OrganizationInvitations_listAll")
def list_all(call: BackendCall) -> Page[OrganizationInvitation]:
    organizations.require_enabled(call.world)
    return _listed(call, None)


@operation("OrganizationInvitations_listPending")
def list_pending(call: BackendCall) -> Page[OrganizationInvitation]:
    wanted = {"status": ["pending"]}
    return page(call, organization_lists.invitations(call.world, _place(call), wanted, None))


@operation("OrganizationInvitations_getById")
def read(call: BackendCall) -> OrganizationInvitation:
    return _own(call)


@operation("OrganizationInvitations_revokeInvitation")
def revoke(call: BackendCall) -> OrganizationInvitation:
    requester = call.params.text("requesting_user_id")
    return organization_invitations.revoke(call.world, _own(call), requester)
