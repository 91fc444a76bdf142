"""Organizations and memberships as JSON."""

from mockfapi.rules import images, organization_seats
from mockfapi.views.lens import Json, Lens
from mockfapi.views.public_user_data import public_user_data
from mockfapi.world.records import Membership, Organization


def organization(lens: Lens, it: Organization) -> Json:
    return {
        "id": it.id,
        "object": "organization",
        "name": it.name,
        "slug": it.slug,
        "image_url": it.image_url or images.default(it.id, it.name),
        "has_image": it.image_url is not None,
        "logo_url": it.image_url,
        "members_count": lens.world.memberships.count(organization_id=it.id),
        "pending_invitations_count": len(organization_seats.pending(lens.world, it.id)),
        "max_allowed_memberships": it.max_allowed_memberships,
        "admin_delete_enabled": it.admin_delete_enabled,
        "public_metadata": dict(it.public_metadata),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def membership(lens: Lens, it: Membership) -> Json:
    """With the organization, the role's permissions, system ones too, and what is public of the user."""
    role = lens.world.roles.first(key=it.role)
    return {
        "id": it.id,
        "object": "organization_membership",
        "role": it.role,
        "role_name": role.name if role else it.role,
        "permissions": sorted(role.permissions) if role else [],
        "public_metadata": dict(it.public_metadata),
        "organization": organization(lens, lens.world.organizations[it.organization_id]),
        "public_user_data": public_user_data(lens, lens.world.users[it.user_id]),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
