"""What members do to an organization as a whole: change, end, leave it. To each other: `own_members`."""

from collections.abc import Mapping
from typing import Any

from mockfapi import errors
from mockfapi.rules import memberships, organization_access, organization_changes, organizations, permissions
from mockfapi.world import World
from mockfapi.world.records import Deleted, Organization, User

MANAGE = "org:sys_profile:manage"


def update(world: World, user: User, id_or_slug: str, given: Mapping[str, Any]) -> Organization:
    """The organization with another name or slug; empty text leaves the slug, null leaves both."""
    it = organization_access.entered_to(world, user, id_or_slug, MANAGE)
    changes = {"name": given.get("name")}
    if (slug := given.get("slug") or it.slug) != it.slug:
        if world.instance.settings.organization_settings.slug.disabled:
            raise errors.organization_slugs_disabled()
        changes["slug"] = organizations.checked_slug(world, slug)
    return organization_changes.update(world, it, changes)


def set_logo(world: World, user: User, id_or_slug: str, content: bytes | None) -> Organization:
    """The organization with an uploaded logo; what is no image is refused."""
    it = organization_access.entered_to(world, user, id_or_slug, MANAGE)
    return organization_changes.set_logo(world, it, content, user.id)


def delete_logo(world: World, user: User, id_or_slug: str) -> Deleted:
    """Leaves the organization with the drawn logo."""
    it = organization_access.entered_to(world, user, id_or_slug, MANAGE)
    gone = [image.id for image in world.images.where(owner_id=it.id)]
    organization_changes.delete_logo(world, it)
    return Deleted(gone[-1] if gone else it.id, "image")


def delete(world: World, user: User, id_or_slug: str) -> Deleted:
    """Ends an organization, where instance and organization leave that to members."""
    it = organization_access.entered_to(world, user, id_or_slug, permissions.DELETE_ORGANIZATION)
    if not (it.admin_delete_enabled and world.instance.settings.organization_settings.actions.admin_delete):
        raise errors.organization_admin_delete_not_enabled()
    require_another(world, user)
    return Deleted(organization_changes.delete(world, it).id, "organization")


def leave(world: World, user: User, id_or_slug: str) -> Deleted:
    """Ends the user's membership; the last manager stays, and so does whoever would belong nowhere."""
    _, own = organization_access.entered(world, user, id_or_slug)
    require_another(world, user)
    return Deleted(memberships.delete(world, own).id, "organization_membership")


def require_another(world: World, user: User) -> None:
    """Refuses to lose the only organization of a user, where everybody must belong to one."""
    if organizations.are_required(world) and world.memberships.count(user_id=user.id) == 1:
        raise errors.personal_accounts_not_allowed()
