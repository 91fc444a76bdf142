"""Roles of organizations: making, changing and deleting them; what they allow. Members: `memberships`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import filters, permissions, role_sets, tickets
from mockfapi.world import World
from mockfapi.world.records import Permission, Role

MOST = 10
KEY = re.compile(r"org:[a-z0-9_]+")
ORDERS = {
    "created_at": lambda it: it.created_at,
    "name": lambda it: it.name,
    "key": lambda it: it.key,
}


def may(world: World, key: str, *wanted: str) -> bool:
    """Whether a role has all of these permissions."""
    role = world.roles.first(key=key)
    return role is not None and set(wanted) <= set(role.permissions)


def may_create(it: Role) -> bool:
    """Whether the role may be the one of founders."""
    return set(permissions.LEAST) <= set(it.permissions)


def found(world: World, query: str | None, order_by: str | None) -> list[Role]:
    """All roles, or those whose id is the query or whose name or key contains it."""
    rows = [it for it in world.roles if it.id == query or filters.mentions(query, (it.name, it.key))]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def create(
    world: World,
    name: str,
    key: str,
    description: str | None,
    allowed: Iterable[str],
    included: bool | None = None,
) -> Role:
    """A role of the instance; what it allows is named by the ids of permissions.

    Unless told not to, the initial set of roles includes it.
    """
    _require_named(name)
    _require_free(world, key)
    keys = permissions.keys_of(world, allowed)
    if len(world.roles) >= MOST:
        raise errors.organization_instance_roles_quota_exceeded(limit=MOST)
    it = _add(world, key, name, description or "", keys)
    if included is not False:
        role_sets.include(world, key)
    return it


def ensure(world: World, key: str, name: str, description: str, allowed: Iterable[str]) -> Role:
    """A role of the initial set, with permissions by their keys, which become known; refused if it exists."""
    if world.roles.count(key=key):
        raise errors.form_already_exists("key")
    it = _add(world, key, name, description, tuple(allowed))
    role_sets.include(world, key)
    return it


def update(world: World, it: Role, changes: Mapping[str, Any]) -> Role:
    """The role with another name, key, description or permissions (ids, all of them).

    Members, invitations and settings follow a new key.
    """
    values = {name: changes[name] for name in ("name", "key", "description") if changes.get(name) is not None}
    if "name" in values:
        _require_named(values["name"])
    if (key := values.get("key", it.key)) != it.key:
        _require_free(world, key)
    if changes.get("permissions") is not None:
        values["permissions"] = permissions.keys_of(world, changes["permissions"])
        _require_creators_can(world, it, values["permissions"])
    if key != it.key:
        _rename(world, it.key, key)
    return world.roles.save(replace(it, **values, updated_at=world.clock.now))


def delete(world: World, it: Role) -> Role:
    """Takes a role away that nobody has, gets or is promised, and out of all sets."""
    role_sets.require_unpromised(world, it.key)
    if any(each.role == it.key for each in world.memberships):
        raise errors.organization_role_assigned_members()
    promised = [each for each in world.organization_invitations if each.role == it.key]
    if any(tickets.status(world, each) == "pending" for each in promised):
        raise errors.organization_role_exists_in_invitations()
    role_sets.rename(world, it.key, None)
    return world.roles.remove(it.id)


def assign(world: World, it: Role, permission: Permission) -> Role:
    """The role with one permission more."""
    if permission.key in it.permissions:
        raise errors.organization_role_permission_association_exists()
    return _allowing(world, it, (*it.permissions, permission.key))


def withdraw(world: World, it: Role, permission: Permission) -> Role:
    """The role with one permission less."""
    if permission.key not in it.permissions:
        raise errors.resource_not_found(kind="permission of this role", id=permission.id)
    kept = tuple(key for key in it.permissions if key != permission.key)
    _require_creators_can(world, it, kept)
    return _allowing(world, it, kept)


def _allowing(world: World, it: Role, keys: tuple[str, ...]) -> Role:
    return world.roles.save(replace(it, permissions=keys, updated_at=world.clock.now))


def _add(world: World, key: str, name: str, description: str, keys: tuple[str, ...]) -> Role:
    permissions.ensure(world, keys)
    now = world.clock.now
    return world.roles.save(Role(world.chance.id("role"), key, name, description, keys, now, now))


def _require_named(name: str) -> None:
    if not name.strip():
        raise errors.form_param_nil("name")


def _require_free(world: World, key: str) -> None:
    if not KEY.fullmatch(key):
        reason = "must look like org:editor: lower-case letters, digits and underscores"
        raise errors.form_param_format_invalid("key", reason=reason)
    if world.roles.count(key=key):
        raise errors.form_already_exists("key")


def _require_creators_can(world: World, it: Role, keys: Iterable[str]) -> None:
    """A role of founders keeps what founders need."""
    missing = [key for key in permissions.LEAST if key not in keys]
    if missing and role_sets.is_of_creators(world, it.key):
        raise errors.organization_missing_creator_role_permissions(
            "permissions", permissions=", ".join(missing)
        )


def _rename(world: World, old: str, new: str) -> None:
    """Gives a role another key wherever it is named."""
    for table in (world.memberships, world.organization_invitations):
        rows: Any = table
        for each in rows:
            if each.role == old:
                rows.save(replace(each, role=new))
    role_sets.rename(world, old, new)
