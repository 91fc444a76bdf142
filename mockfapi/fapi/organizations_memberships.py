"""Tag Organizations Memberships: what the signed-in person belongs to, and may join."""

from mockfapi.http import lists
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import organization_suggestions, own_organizations, user_organizations
from mockfapi.world.records import Deleted, Membership, OrganizationInvitation, OrganizationSuggestion


@operation("getOrganizationMemberships")
def list_memberships(call: SessionCall) -> Page[Membership] | list[Membership]:
    return lists.either(call, user_organizations.memberships_of(call.world, call.user))


@operation("deleteOrganizationMemberships")
def leave(call: SessionCall) -> Deleted:
    return own_organizations.leave(call.world, call.user, call.path["organization_id"])


@operation("getUsersOrganizationInvitations")
def list_invitations(call: SessionCall) -> Page[OrganizationInvitation]:
    statuses = call.query.given().get("status") or ()
    return lists.page(call, user_organizations.invitations_of(call.world, call.user, statuses))


@operation("acceptOrganizationInvitation")
def accept_invitation(call: SessionCall) -> OrganizationInvitation:
    return user_organizations.accept_invitation(call.world, call.user, call.path["invitation_id"])


@operation("getOrganizationSuggestions")
def list_suggestions(call: SessionCall) -> Page[OrganizationSuggestion]:
    statuses = call.query.given().get("status") or ()
    return lists.page(call, organization_suggestions.of_user(call.world, call.user, statuses))


@operation("acceptOrganizationSuggestion")
def accept_suggestion(call: SessionCall) -> OrganizationSuggestion:
    return organization_suggestions.accept(call.world, call.user, call.path["suggestion_id"])
