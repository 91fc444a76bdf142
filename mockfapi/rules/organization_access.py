"""Who may do what in an organization: members only, each as the role allows now. What is done: elsewhere."""

from mockfapi import errors
from mockfapi.rules import organizations, roles
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization, User


def entered(world: World, user: User, id_or_slug: str) -> tuple[Organization, Membership]:
    """An organization of the user, by id or slug, and the user's membership there.

    Outsiders get the same 404 as for an unknown one; where organizations are switched off, any is refused.
    """
    it = organizations.find_for_member(world, user, id_or_slug)
    own = organizations.membership(world, it.id, user.id)
    assert own is not None, "whoever finds it is a member"
    return it, own


def require(world: World, own: Membership, *permissions: str) -> None:
    """Refuses a member whose role lacks one of these permissions."""
    if lacking := [key for key in permissions if not roles.may(world, own.role, key)]:
        raise errors.missing_organization_permission(permissions=lacking)


def entered_to(world: World, user: User, id_or_slug: str, *permissions: str) -> Organization:
    """An organization of the user, who may do there what these permissions stand for."""
    it, own = entered(world, user, id_or_slug)
    require(world, own, *permissions)
    return it
