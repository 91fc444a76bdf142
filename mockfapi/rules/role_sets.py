"""Sets of roles: what roles an organization has, founders and newcomers get. Changes: `role_set_changes`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import filters
from mockfapi.world import World
from mockfapi.world.records import Organization, RoleSet

# How many sets an instance has, and how many roles a set.
MOST, MOST_ROLES = 3, 10
PREFIX, INITIAL = "role_set:", "role_set:default"
MEMBER = "org:member"
# What the first two roles were once called.
OLD_ROLES = {"admin": "org:admin", "basic_member": MEMBER, "org:basic_member": MEMBER}
MIGRATING = "role_migration_in_progress"
ORDERS = {
    "created_at": lambda it: it.created_at,
    "name": lambda it: it.name,
    "key": lambda it: it.key,
}


def begin(world: World) -> RoleSet:
    """The set that every instance begins with: all its roles, for new organizations."""
    now, keys = world.clock.now, tuple(it.key for it in world.roles)
    id, about = world.chance.id("roleset"), "The roles of new organizations"
    return world.role_sets.save(RoleSet(id, INITIAL, "Default", about, keys, now, now))


def initial(world: World) -> RoleSet:
    """The set of new organizations."""
    return next(it for it in world.role_sets if it.is_initial)


def of(world: World, organization: Organization) -> RoleSet:
    """The set of an organization."""
    it = world.role_sets.first(key=organization.role_set)
    assert it is not None, "an organization names a set that there is"
    return it


def named(world: World, key_or_id: str, param: str | None = None) -> RoleSet:
    """A set by its key or id; an unknown one is refused."""
    it = world.role_sets.first(key=key_or_id) or world.role_sets.find(key_or_id)
    if it is None:
        raise errors.resource_not_found(param, kind="role set", id=key_or_id)
    return it


def chosen(world: World, key_or_id: str | None) -> RoleSet:
    """The set that a new organization is to have: the initial one unless another is named."""
    return initial(world) if key_or_id is None else named(world, key_or_id, "role_set_key")


def found(world: World, query: str | None, order_by: str | None) -> list[RoleSet]:
    """All sets, or those whose id is the query or whose name or key contains it."""
    rows = [it for it in world.role_sets if it.id == query or filters.mentions(query, (it.name, it.key))]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def default_role(world: World, it: RoleSet) -> str:
    """The role of those who come without one being said: by a domain, or because they asked to."""
    own = it.default_role
    return own or world.instance.settings.organization_settings.domains.default_role or MEMBER


def creator_role(world: World, it: RoleSet) -> str:
    """The role of founders."""
    return it.creator_role or world.instance.settings.organization_settings.creator_role


def require_role(world: World, it: RoleSet, key: str) -> str:
    """The key of a role of this set; the old names of the first two roles are understood."""
    for known in (key, OLD_ROLES.get(key)):
        if known in it.roles and world.roles.count(key=known):
            return known
    raise errors.resource_not_found("role", kind="role of this organization", id=key)


def members(world: World, it: RoleSet, role: str) -> int:
    """How many members of organizations of this set have a role."""
    return sum(
        each.role == role
        for place in world.organizations.where(role_set=it.key)
        for each in world.memberships.where(organization_id=place.id)
    )


def is_migrating(world: World) -> bool:
    """Whether roles are being reassigned. Here that takes no time, so only a fault may say so."""
    return any(it.code == MIGRATING and (it.times is None or it.struck < it.times) for it in world.faults)


def include(world: World, role: str) -> None:
    """Puts a new role into the initial set, as long as there is room."""
    for it in world.role_sets:
        if it.is_initial and len(it.roles) < MOST_ROLES:
            world.role_sets.save(replace(it, roles=(*it.roles, role), updated_at=world.clock.now))


def require_unpromised(world: World, role: str) -> None:
    """Refuses to lose a role that founders or newcomers of some set get."""
    for it in world.role_sets:
        require_ordinary(world, it, role)


def require_ordinary(world: World, it: RoleSet, role: str) -> None:
    """Refuses to lose the role that founders or newcomers of this set get."""
    if role == creator_role(world, it):
        raise errors.organization_role_default_creator_role()
    if role == default_role(world, it):
        raise errors.organization_role_domain_default_role()


def is_of_creators(world: World, role: str) -> bool:
    """Whether founders of some organizations get this role."""
    return any(role == creator_role(world, it) for it in world.role_sets)


def promise(world: World, chosen: Mapping[str, Any]) -> None:
    """Writes into the settings what founders and newcomers of the initial set get."""
    settings = world.instance.settings
    own = settings.organization_settings
    if "creator_role" in chosen:
        own = replace(own, creator_role=chosen["creator_role"])
    if "default_role" in chosen:
        own = replace(own, domains=replace(own.domains, default_role=chosen["default_role"]))
    if own is not settings.organization_settings:
        changed = replace(settings, organization_settings=own)
        world.instances.save(replace(world.instance, settings=changed, updated_at=world.clock.now))


def rename(world: World, old: str, new: str | None) -> None:
    """Gives a role another key in all sets that have it, or takes it out of them."""
    for it in list(world.role_sets):
        if old in it.roles:
            given = {"default_role": default_role(world, it), "creator_role": creator_role(world, it)}
            chosen: Any = {name: new for name, key in given.items() if key == old}
            if it.is_initial:
                promise(world, chosen)
                chosen = {}
            swapped = (new if each == old else each for each in it.roles)
            kept = tuple(each for each in swapped if each is not None)
            world.role_sets.save(replace(it, roles=kept, **chosen, updated_at=world.clock.now))
