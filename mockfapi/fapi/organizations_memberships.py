"""Tag Organizations Memberships: what the signed-in person belongs to, and may join."""

from mockfapi.http import lists
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import user_organizations
from mockfapi.world.records import Membership, OrganizationInvitation


@operation("getOrganizationMemberships")
def list_memberships(call: SessionCall) -> Page[Membership] | list[Membership]:
    return lists.either(call, user_organizations.memberships_of(call.world, call.user))


@operation("getUsersOrganizationInvitations")
def list_invitations(call: SessionCall) -> Page[OrganizationInvitation]:
    statuses = call.query.given().get("status") or ()
    return lists.page(call, user_organizations.invitations_of(call.world, call.user, statuses))


@operation("acceptOrganizationInvitation")
def accept_invitation(call: SessionCall) -> OrganizationInvitation:
    return user_organizations.accept_invitation(call.world, call.user, call.path["invitation_id"])


@operation("getOrganizationSuggestions")
def list_suggestions(call: SessionCall) -> Page[None]:
    """No domain suggests anything yet."""
    return lists.page(call, [])
