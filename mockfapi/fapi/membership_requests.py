"""Tag Membership Requests: members who manage an organization answer those who ask to join it."""

from mockfapi.http import lists
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import membership_requests, organization_access, permissions
from mockfapi.world.records import MembershipRequest, Organization


def _place(call: SessionCall) -> Organization:
    id = call.path["organization_id"]
    return organization_access.entered_to(call.world, call.user, id, permissions.MANAGE_MEMBERS)


def _own(call: SessionCall) -> MembershipRequest:
    return membership_requests.of(call.world, _place(call), call.path["request_id"])


@operation("listOrganizationMembershipRequests")
def list_requests(call: SessionCall) -> Page[MembershipRequest]:
    statuses = call.query.given().get("status") or ()
    return lists.page(call, membership_requests.found(call.world, _place(call), statuses))


@operation("acceptOrganizationMembershipRequest")
def accept(call: SessionCall) -> MembershipRequest:
    return membership_requests.accept(call.world, _own(call))


@operation("rejectOrganizationMembershipRequest")
def reject(call: SessionCall) -> MembershipRequest:
    return membership_requests.reject(call.world, _own(call))
