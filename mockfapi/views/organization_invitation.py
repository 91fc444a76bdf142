"""Invitations to organizations as JSON, the way the invited person sees them."""

from mockfapi.rules import images, tickets
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Organization, OrganizationInvitation


def organization_invitation(lens: Lens, it: OrganizationInvitation) -> Json:
    """With what is public of the organization. The link stays in the mail."""
    role = lens.world.roles.first(key=it.role)
    return {
        "object": "organization_invitation",
        "id": it.id,
        "email_address": it.email_address,
        "organization_id": it.organization_id,
        "public_organization_data": public_organization_data(lens.world.organizations[it.organization_id]),
        "role": it.role,
        "role_name": role.name if role else it.role,
        "status": tickets.status(lens.world, it),
        "public_metadata": dict(it.public_metadata),
        "url": None,
        "expires_at": it.expire_at,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def public_organization_data(it: Organization) -> Json:
    """What people may see of an organization before they belong to it."""
    return {
        "id": it.id,
        "name": it.name,
        "slug": it.slug,
        "image_url": it.image_url or images.default(it.id, it.name),
        "has_image": it.image_url is not None,
    }
