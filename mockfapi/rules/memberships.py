"""Members of an organization: adding them, changing role and metadata, removing. Whoever asks may do so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, metadata, organizations, permissions, roles
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization

METADATA = ("public_metadata", "private_metadata")


def of(world: World, organization: Organization, user_id: str) -> Membership:
    """The membership of a user; who is no member is unknown here."""
    it = organizations.membership(world, organization.id, user_id)
    if it is None:
        raise errors.resource_not_found(kind="organization membership", id=user_id)
    return it


def create(
    world: World, organization: Organization, user_id: str, role: str, more: Mapping[str, Any]
) -> Membership:
    """Makes a user a member; `more` may hold metadata."""
    user = world.users.find(user_id)
    if user is None:
        raise errors.resource_not_found("user_id", kind="user", id=user_id)
    values: Any = {
        name: attributes.metadata(more[name], name) for name in METADATA if more.get(name) is not None
    }
    it = organizations.add_member(world, organization, user, role)
    return world.memberships.save(replace(it, **values)) if values else it


def change_role(world: World, it: Membership, role: str) -> Membership:
    """The membership in another role. Tokens tell from the next one on."""
    role = organizations.require_role(world, world.organizations[it.organization_id], role)
    if not roles.may(world, role, *permissions.LEAST):
        _require_other_manager(world, it)
    return world.memberships.save(replace(it, role=role, updated_at=world.clock.now))


def merge_metadata(world: World, it: Membership, changes: Mapping[str, Any]) -> Membership:
    """The membership with each kind of metadata merged deeply; null takes a key away at any depth."""
    values: Any = metadata.all_merged(it, changes, METADATA)
    return world.memberships.save(replace(it, **values, updated_at=world.clock.now))


def delete(world: World, it: Membership) -> Membership:
    """Takes a member out, unless nobody else could manage the organization."""
    _require_other_manager(world, it)
    return organizations.remove_member(world, it)


def lacks_manager(world: World, organization_id: str) -> bool:
    """Whether nobody in the organization may manage it."""
    return not any(_manages(world, it) for it in world.memberships.where(organization_id=organization_id))


def _manages(world: World, it: Membership) -> bool:
    return roles.may(world, it.role, *permissions.LEAST)


def _require_other_manager(world: World, it: Membership) -> None:
    """Refuses to lose the last manager; where there was none, nothing is lost."""
    every = world.memberships.where(organization_id=it.organization_id)
    if _manages(world, it) and not any(_manages(world, each) for each in every if each.id != it.id):
        raise errors.organization_minimum_permissions_needed()
