"""What members do about each other: list, add, change role, remove; the roles they choose from."""

from collections.abc import Mapping
from typing import Any

from mockfapi.rules import (
    membership_lists,
    memberships,
    organization_access,
    own_organizations,
    role_sets,
    roles,
)
from mockfapi.rules.permissions import MANAGE_MEMBERS, READ_MEMBERS
from mockfapi.world import World
from mockfapi.world.records import Membership, Role, User


def found(world: World, user: User, id_or_slug: str, wanted: Mapping[str, Any]) -> list[Membership]:
    """The members of an organization, the newest first; `wanted` may hold `query` and a list under `role`."""
    place = organization_access.entered_to(world, user, id_or_slug, READ_MEMBERS)
    return membership_lists.found(world, place, wanted, None)


def create(world: World, user: User, id_or_slug: str, user_id: str, role: str) -> Membership:
    """Makes somebody a member without asking them."""
    place = organization_access.entered_to(world, user, id_or_slug, MANAGE_MEMBERS)
    return memberships.create(world, place, user_id, role, {})


def change_role(world: World, user: User, id_or_slug: str, user_id: str, role: str) -> Membership:
    """The membership of somebody, or one's own, in another role."""
    place = organization_access.entered_to(world, user, id_or_slug, MANAGE_MEMBERS)
    return memberships.change_role(world, memberships.of(world, place, user_id), role)


def delete(world: World, user: User, id_or_slug: str, user_id: str) -> Membership:
    """Takes somebody out; taking oneself out is leaving. The answer is the membership as it was."""
    place = organization_access.entered_to(world, user, id_or_slug, MANAGE_MEMBERS)
    it = memberships.of(world, place, user_id)
    if user_id == user.id:
        own_organizations.require_another(world, user)
    return memberships.delete(world, it)


def assignable(world: World, user: User, id_or_slug: str) -> list[Role]:
    """The roles that members of an organization may have, the newest first."""
    place, _ = organization_access.entered(world, user, id_or_slug)
    known = role_sets.of(world, place).roles
    return [it for it in roles.found(world, None, None) if it.key in known]
