"""Domains of organizations, suggestions to join and requests to, as people see them."""

from mockfapi.rules import enrollments, membership_requests, organization_domains, organization_suggestions
from mockfapi.views.lens import Json, Lens
from mockfapi.views.organization_invitation import public_organization_data
from mockfapi.views.public_user_data import public_user_data
from mockfapi.world.records import MembershipRequest, OrganizationDomain, OrganizationSuggestion


def organization_domain(lens: Lens, it: OrganizationDomain) -> Json:
    """With how far its proof is, and how many whom it has enrolled have not answered."""
    world, proof = lens.world, it.affiliation
    return {
        "object": "organization_domain",
        "id": it.id,
        "organization_id": it.organization_id,
        "name": it.name,
        "enrollment_mode": it.enrollment_mode,
        "affiliation_email_address": it.affiliation_email_address,
        "verification": None
        if proof is None
        else {
            "status": "verified" if organization_domains.is_verified(it) else "unverified",
            "strategy": proof.strategy,
            "attempts": proof.attempts,
            "expire_at": proof.expire_at,
        },
        "total_pending_invitations": len(enrollments.pending_invitations(world, it)),
        "total_pending_suggestions": len(enrollments.pending_suggestions(world, it)),
        "public_organization_data": public_organization_data(world.organizations[it.organization_id]),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def organization_suggestion(lens: Lens, it: OrganizationSuggestion) -> Json:
    """With what is public of the organization."""
    return {
        "object": "organization_suggestion",
        "id": it.id,
        "public_organization_data": public_organization_data(lens.world.organizations[it.organization_id]),
        "status": organization_suggestions.status(lens.world, it),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def membership_request(lens: Lens, it: MembershipRequest) -> Json:
    """With what is public of who asks."""
    return {
        "object": "organization_membership_request",
        "id": it.id,
        "organization_id": it.organization_id,
        "status": membership_requests.status(it),
        "public_user_data": public_user_data(lens, lens.world.users[it.user_id]),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
