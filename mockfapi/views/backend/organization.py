"""Organizations, their members, invitations and domains as servers see them: with private metadata."""

from mockfapi.rules import enrollments, memberships, organization_domains, tickets
from mockfapi.views.lens import Json, Lens
from mockfapi.views.organization import membership as own_membership
from mockfapi.views.organization import organization as own
from mockfapi.views.organization_invitation import organization_invitation as own_invitation
from mockfapi.views.organization_invitation import public_organization_data
from mockfapi.views.public_user_data import public_user_data
from mockfapi.world.records import (
    CountedOrganization,
    Membership,
    Organization,
    OrganizationDomain,
    OrganizationInvitation,
    Verification,
)

INVITER = ("user_id", "first_name", "last_name", "image_url", "has_image", "identifier")


def organization(lens: Lens, it: Organization) -> Json:
    """The organization without its counts: servers ask for them."""
    face = own(lens, it)
    del face["members_count"], face["pending_invitations_count"]
    face |= {"private_metadata": dict(it.private_metadata), "role_set_key": it.role_set}
    if it.created_by is not None:
        face["created_by"] = it.created_by
    return face


def counted_organization(lens: Lens, it: CountedOrganization) -> Json:
    """The organization with the counts that were asked for."""
    face, whole = organization(lens, it.organization), own(lens, it.organization)
    if it.members:
        face |= {name: whole[name] for name in ("members_count", "pending_invitations_count")}
    if it.managers:
        face["missing_member_with_elevated_permissions"] = memberships.lacks_manager(
            lens.world, it.organization.id
        )
    return face


def membership(lens: Lens, it: Membership) -> Json:
    face = own_membership(lens, it)
    owner = lens.world.users[it.user_id]
    return face | {
        "organization": organization(lens, lens.world.organizations[it.organization_id]),
        "public_user_data": public_user_data(lens, owner) | {"banned": owner.banned},
        "private_metadata": dict(it.private_metadata),
    }


def organization_invitation(lens: Lens, it: OrganizationInvitation) -> Json:
    """With the link while it leads somewhere, and who invited."""
    world = lens.world
    inviter = world.users.find(it.inviter_user_id)
    told = None
    if inviter is not None:
        every = public_user_data(lens, inviter)
        told = {name: every[name] for name in INVITER} | {"identifier": every["identifier"] or ""}
    return own_invitation(lens, it) | {
        "private_metadata": dict(it.private_metadata),
        "inviter_id": it.inviter_user_id,
        "public_inviter_data": told,
        "url": tickets.url(world, it) if tickets.status(world, it) == "pending" else None,
    }


def organization_domain(lens: Lens, it: OrganizationDomain) -> Json:
    proof = _verification(it.affiliation, organization_domains.is_verified(it))
    owned = Verification("manual_override", attempts=None, verified_at=it.owned_at)
    return {
        "object": "organization_domain",
        "id": it.id,
        "organization_id": it.organization_id,
        "name": it.name,
        "enrollment_mode": it.enrollment_mode,
        "affiliation_email_address": it.affiliation_email_address,
        "affiliation_verification": proof,
        "ownership_verification": None if it.owned_at is None else _verification(owned, True),
        "verification": proof,
        "total_pending_invitations": len(enrollments.pending_invitations(lens.world, it)),
        "total_pending_suggestions": len(enrollments.pending_suggestions(lens.world, it)),
        "public_organization_data": public_organization_data(lens.world.organizations[it.organization_id]),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def _verification(it: Verification | None, holds: bool) -> Json | None:
    if it is None:
        return None
    return {
        "status": "verified" if holds else "unverified",
        "strategy": it.strategy,
        "attempts": it.attempts,
        "expire_at": it.expire_at,
        "verified_at": it.verified_at,
    }
