"""Making and changing sets of roles, and moving organizations between them. Looking them up: `role_sets`."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import permissions, role_sets, roles, tickets
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization, OrganizationInvitation, RoleSet

KEY = re.compile(r"role_set:[a-z0-9_]+")
PLAIN = ("name", "key", "description")
CHOSEN = ("default_role", "creator_role")

Changes = Mapping[str, Any]


def create(world: World, given: Changes) -> RoleSet:
    """A set with a `name`, `roles` by their keys, a `default_role_key` and `creator_role_key` among them.

    `key` is made of the name unless it is said. With the `type` initial it is the set of new organizations.
    """
    _require_named(given["name"])
    key = _free_key(world, given["name"]) if given.get("key") is None else _checked_key(world, given["key"])
    keys = _known(world, given["roles"], "roles")
    chosen = _chosen(world, given, keys)
    if len(world.role_sets) >= role_sets.MOST:
        raise errors.organization_instance_role_sets_quota_exceeded(limit=role_sets.MOST)
    now, description = world.clock.now, given.get("description") or ""
    id = world.chance.id("roleset")
    it = world.role_sets.save(RoleSet(id, key, given["name"], description, keys, now, now, **chosen))
    return _made_initial(world, it) if given.get("type") == "initial" else it


def redefine(world: World, it: RoleSet, given: Changes) -> RoleSet:
    """The set as if it were made anew of what `create` takes, under its key.

    Refuses to leave members of its organizations a role that it would no longer have.
    """
    keys = _known(world, given["roles"], "roles")
    _require_fit(world, world.organizations.where(role_set=it.key), keys, "roles")
    texts = {name: given[name] for name in ("name", "description") if given.get(name) is not None}
    return _saved(world, it, {**texts, "roles": keys}, _chosen(world, given, keys))


def update(world: World, it: RoleSet, changes: Changes) -> RoleSet:
    """The set with another name, key, description, default or creator role; null changes nothing.

    Organizations follow a new key. With the `type` initial it becomes the set of new organizations.
    """
    values = {name: changes[name] for name in PLAIN if changes.get(name) is not None}
    if "name" in values:
        _require_named(values["name"])
    if values.get("key", it.key) != it.key:
        _checked_key(world, values["key"])
    chosen = _chosen(world, changes, it.roles)
    for place in world.organizations.where(role_set=it.key) if "key" in values else ():
        world.organizations.save(replace(place, role_set=values["key"], updated_at=world.clock.now))
    it = _saved(world, it, values, chosen)
    return _made_initial(world, it) if changes.get("type") == "initial" else it


def add_roles(world: World, it: RoleSet, keys: Sequence[str], changes: Changes) -> RoleSet:
    """The set with further roles, one of which may become the default or the creator role."""
    added = _known(world, keys, "role_keys")
    if known := [key for key in added if key in it.roles]:
        raise errors.form_param_value_invalid("role_keys", reason=f"has {known[0]}, which the set has")
    together = (*it.roles, *added)
    _require_few(together, "role_keys")
    return _saved(world, it, {"roles": together}, _chosen(world, changes, together))


def replace_role(world: World, it: RoleSet, role: str, successor: str) -> RoleSet:
    """The set without a role; who has it, or is invited in it, gets another one of the set."""
    for param, key in (("role_key", role), ("to_role_key", successor)):
        if key not in it.roles:
            raise errors.resource_not_found(param, kind="role of this role set", id=key)
    if role == successor:
        raise errors.form_param_value_invalid("to_role_key", reason="must be another role")
    role_sets.require_ordinary(world, it, role)
    _reassign(world, world.organizations.where(role_set=it.key), {role: successor})
    return _saved(world, it, {"roles": tuple(key for key in it.roles if key != role)}, {})


def replace_with(world: World, it: RoleSet, heir: RoleSet, mappings: Mapping[str, str]) -> RoleSet:
    """Takes a set away; its organizations get another one, their people roles of that one.

    `mappings` are from roles of the set to roles of its heir; a role that both have needs none. Where the
    initial set goes, its heir becomes the initial one.
    """
    if heir.id == it.id:
        raise errors.form_param_value_invalid("dest_role_set_key", reason="must be another role set")
    _require_mappings(it, heir, mappings)
    places = world.organizations.where(role_set=it.key)
    _require_fit(world, places, {*heir.roles, *mappings}, "reassignment_mappings")
    _reassign(world, places, mappings)
    for place in places:
        world.organizations.save(replace(place, role_set=heir.key, updated_at=world.clock.now))
    if it.is_initial:
        _made_initial(world, heir)
    return world.role_sets.remove(it.id)


def fitting(world: World, organization: Organization, key_or_id: str) -> RoleSet:
    """A set that the organization may have: it has the roles of all who are members or invited there."""
    it = role_sets.named(world, key_or_id, "role_set_key")
    _require_fit(world, [organization], it.roles, "role_set_key")
    return it


def _require_mappings(it: RoleSet, heir: RoleSet, mappings: Mapping[str, str]) -> None:
    for each, successor in mappings.items():
        for key, place in ((each, it), (successor, heir)):
            if key not in place.roles:
                reason = f"names {key}, which is no role of {place.key}"
                raise errors.form_param_value_invalid("reassignment_mappings", reason=reason)


def _require_fit(world: World, places: Sequence[Organization], keys: Collection[str], param: str) -> None:
    """Refuses to leave somebody a role that is not among the keys."""
    holders = (it for place in places for it in _holders(world, place, ("pending",)))
    homeless = {it.role for it in holders} - set(keys)
    if homeless:
        reason = f"must provide for {', '.join(sorted(homeless))}, which members or invited people have"
        raise errors.form_param_value_invalid(param, reason=reason)


def _holders(
    world: World, it: Organization, statuses: Collection[str]
) -> list[Membership | OrganizationInvitation]:
    """Who has a role in an organization, and the invitations to one that have one of these statuses."""
    invited = world.organization_invitations.where(organization_id=it.id)
    waiting = (each for each in invited if tickets.status(world, each) in statuses)
    return [*world.memberships.where(organization_id=it.id), *waiting]


def _reassign(world: World, places: Sequence[Organization], mappings: Mapping[str, str]) -> None:
    """Gives people of these organizations other roles, unless one of them lost its last manager by it."""
    for place in places:
        mine = world.memberships.where(organization_id=place.id)
        if _managed(world, (it.role for it in mine)) and not _managed(
            world, (mappings.get(it.role, it.role) for it in mine)
        ):
            raise errors.organization_minimum_permissions_needed()
    now = world.clock.now
    for place in places:
        # A sign-up may finish when its invitation has expired meanwhile.
        for it in _holders(world, place, ("pending", "expired")):
            if mappings.get(it.role, it.role) != it.role:
                table: Any = (
                    world.memberships if isinstance(it, Membership) else world.organization_invitations
                )
                table.save(replace(it, role=mappings[it.role], updated_at=now))


def _managed(world: World, keys: Iterable[str]) -> bool:
    """Whether somebody with one of these roles may manage an organization."""
    return any(roles.may(world, key, *permissions.LEAST) for key in keys)


def _saved(world: World, it: RoleSet, values: Changes, chosen: Changes) -> RoleSet:
    """The set with these fields; the roles that the initial one promises go to the settings."""
    if it.is_initial:
        role_sets.promise(world, chosen)
        chosen = {}
    changed: Any = {**values, **chosen}
    return world.role_sets.save(replace(it, **changed, updated_at=world.clock.now))


def _made_initial(world: World, it: RoleSet) -> RoleSet:
    """From now on the set of new organizations; the one that was becomes an ordinary one."""
    if it.is_initial:
        return it
    before = role_sets.initial(world)
    promised: Any = {
        "default_role": role_sets.default_role(world, before),
        "creator_role": role_sets.creator_role(world, before),
    }
    now = world.clock.now
    world.role_sets.save(replace(before, **promised, updated_at=now))
    role_sets.promise(world, {"default_role": it.default_role, "creator_role": it.creator_role})
    return world.role_sets.save(replace(it, default_role=None, creator_role=None, updated_at=now))


def _chosen(world: World, given: Changes, keys: Collection[str]) -> dict[str, str]:
    """The default and the creator role, as far as they are said; both must be roles of the set."""
    found = {}
    for name in CHOSEN:
        param = f"{name}_key"
        if (key := given.get(param)) is None:
            continue
        if key not in keys:
            raise errors.form_param_value_invalid(param, reason=f"must be one of {', '.join(keys)}")
        found[name] = key
    if "creator_role" in found and not roles.may(world, found["creator_role"], *permissions.LEAST):
        missing = ", ".join(permissions.LEAST)
        raise errors.organization_missing_creator_role_permissions("creator_role_key", permissions=missing)
    return found


def _known(world: World, keys: Sequence[str], param: str) -> tuple[str, ...]:
    """The keys, each once, of roles that the instance has; at least one and not too many."""
    for key in keys:
        if not world.roles.count(key=key):
            raise errors.resource_not_found(param, kind="role", id=key)
    found = tuple(dict.fromkeys(keys))
    if not found:
        raise errors.form_param_nil(param)
    _require_few(found, param)
    return found


def _require_few(keys: Collection[str], param: str) -> None:
    if len(keys) > role_sets.MOST_ROLES:
        reason = f"takes at most {role_sets.MOST_ROLES} roles"
        raise errors.form_param_array_size_exceeded(param, reason=reason)


def _require_named(name: str) -> None:
    if not name.strip():
        raise errors.form_param_nil("name")


def _checked_key(world: World, key: str) -> str:
    """A key that is well-formed and free."""
    if not KEY.fullmatch(key):
        reason = "must look like role_set:partners: lower-case letters, digits and underscores"
        raise errors.form_param_format_invalid("key", reason=reason)
    if world.role_sets.count(key=key):
        raise errors.form_already_exists("key")
    return key


def _free_key(world: World, name: str) -> str:
    """A key that is made of a name, with a number where it is taken."""
    wanted = role_sets.PREFIX + (re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "custom")
    key, number = wanted, 1
    while world.role_sets.count(key=key):
        number += 1
        key = f"{wanted}_{number}"
    return key
