"""Permissions of organizations: the system's own, and those that an instance adds. Who has them: roles."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import filters
from mockfapi.world import World
from mockfapi.world.records import Permission

SYSTEM = "org:sys_"
READ_MEMBERS, MANAGE_MEMBERS = "org:sys_memberships:read", "org:sys_memberships:manage"
READ_DOMAINS, MANAGE_DOMAINS = "org:sys_domains:read", "org:sys_domains:manage"
DELETE_ORGANIZATION = "org:sys_profile:delete"
# What founders must be able to do, and one member of every organization.
LEAST = (MANAGE_MEMBERS, READ_MEMBERS, DELETE_ORGANIZATION)
NAMES = {
    "org:sys_profile:manage": "Manage organization",
    DELETE_ORGANIZATION: "Delete organization",
    READ_MEMBERS: "Read members",
    MANAGE_MEMBERS: "Manage members",
    READ_DOMAINS: "Read domains",
    MANAGE_DOMAINS: "Manage domains",
    "org:sys_billing:read": "Read billing",
    "org:sys_billing:manage": "Manage billing",
    "org:sys_entconns:manage": "Manage enterprise connections",
}
KEY = re.compile(r"org:[a-z0-9_]+:[a-z0-9_]+")
ORDERS = {
    "created_at": lambda it: it.created_at,
    "name": lambda it: it.name,
    "key": lambda it: it.key,
}


def is_system(it: Permission) -> bool:
    """Whether it belongs to the system: nobody changes those."""
    return it.key.startswith(SYSTEM)


def ensure(world: World, keys: Iterable[str]) -> None:
    """Makes the permissions with these keys known, those that are not yet."""
    for key in keys:
        if not world.permissions.count(key=key):
            feature, action = key.split(":")[1:]
            name = NAMES.get(key, f"{action} {feature}".replace("_", " ").capitalize())
            _add(world, key, name, "")


def found(world: World, query: str | None, order_by: str | None) -> list[Permission]:
    """All permissions, or those whose id is the query or whose name or key contains it."""
    rows = [it for it in world.permissions if it.id == query or filters.mentions(query, (it.name, it.key))]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def create(world: World, name: str, key: str, description: str | None) -> Permission:
    """A permission of the instance. It allows nothing until a role has it."""
    return _add(world, _free_key(world, key), _named(name), description or "")


def update(world: World, it: Permission, changes: Mapping[str, Any]) -> Permission:
    """The permission with another name, key or description; roles follow a new key."""
    _require_own(it)
    values = {name: changes[name] for name in ("name", "key", "description") if changes.get(name) is not None}
    if "name" in values:
        _named(values["name"])
    if values.get("key", it.key) != it.key:
        _free_key(world, values["key"])
        _rename(world, it.key, values["key"])
    return world.permissions.save(replace(it, **values, updated_at=world.clock.now))


def delete(world: World, it: Permission) -> Permission:
    """Takes a permission away, from all roles that have it."""
    _require_own(it)
    _rename(world, it.key, None)
    return world.permissions.remove(it.id)


def keys_of(world: World, ids: Iterable[str], param: str = "permissions") -> tuple[str, ...]:
    """The keys of permissions that are named by their ids; an unknown one is refused."""
    keys = []
    for id in dict.fromkeys(ids):
        if (it := world.permissions.find(id)) is None:
            raise errors.resource_not_found(param, kind="permission", id=id)
        keys.append(it.key)
    return tuple(keys)


def _add(world: World, key: str, name: str, description: str) -> Permission:
    now = world.clock.now
    return world.permissions.save(Permission(world.chance.id("perm"), key, name, description, now, now))


def _require_own(it: Permission) -> None:
    if is_system(it):
        raise errors.organization_system_permission_not_modifiable()


def _named(name: str) -> str:
    if not name.strip():
        raise errors.form_param_nil("name")
    return name


def _free_key(world: World, key: str) -> str:
    if not KEY.fullmatch(key):
        reason = "must look like org:invoices:read: lower-case letters, digits and underscores"
        raise errors.form_param_format_invalid("key", reason=reason)
    if key.startswith(SYSTEM):
        raise errors.form_param_value_invalid("key", reason=f"cannot begin with {SYSTEM}")
    if world.permissions.count(key=key):
        raise errors.form_already_exists("key")
    return key


def _rename(world: World, old: str, new: str | None) -> None:
    """Gives a permission another key in all roles, or none."""
    for role in world.roles:
        if old in role.permissions:
            swapped = (new if each == old else each for each in role.permissions)
            kept = tuple(each for each in swapped if each is not None)
            world.roles.save(replace(role, permissions=kept, updated_at=world.clock.now))
