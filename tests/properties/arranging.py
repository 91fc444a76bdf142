"""What servers do with sets of roles: any of it, to any of them, sensible or not."""

from collections.abc import Callable
from random import Random
from typing import Any

from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import tickets
from mockfapi.world import World
from mockfapi.world.records import Organization, RoleSet
from tests.properties.company import ROLES

SETS = "/v1/role_sets"
# One that nobody has is among them.
KNOWN = ROLES[:3]


def make(server: Caller, _: World, chosen: Random) -> Reply:
    roles = [KNOWN[0], *chosen.sample(KNOWN[1:], chosen.randrange(3))]
    form = {"default_role_key": chosen.choice(roles), "creator_role_key": chosen.choice(roles)}
    kind = chosen.choice(["custom", "custom", "initial"])
    return server.post(SETS, name="Quay", roles=roles, type=kind, **form)


def change(server: Caller, world: World, chosen: Random) -> Reply:
    form = {
        f"{name}_role_key": chosen.choice(ROLES) for name in ("default", "creator") if chosen.random() < 0.5
    }
    return server.patch(path(some(world, chosen)), type=chosen.choice([None, "initial"]), **form)


def grow(server: Caller, world: World, chosen: Random) -> Reply:
    it = some(world, chosen)
    missing = [key for key in ROLES if key not in it.roles]
    return server.post(f"{path(it)}/roles", role_keys=[chosen.choice(missing)])


def swap(server: Caller, world: World, chosen: Random) -> Reply:
    it = some(world, chosen)
    form = {"role_key": chosen.choice(it.roles), "to_role_key": chosen.choice(it.roles)}
    return server.post(f"{path(it)}/roles/replace", **form)


def replace(server: Caller, world: World, chosen: Random) -> Reply:
    it, heir = some(world, chosen), some(world, chosen)
    mappings = {key: chosen.choice(heir.roles) for key in it.roles if chosen.random() < 0.7}
    form = {"dest_role_set_key": heir.key, "reassignment_mappings": mappings}
    return server.post(f"{path(it)}/replace", **form)


def move(server: Caller, world: World, chosen: Random) -> Reply:
    place = chosen.choice(list(world.organizations))
    return server.patch(f"/v1/organizations/{place.id}", role_set_key=some(world, chosen).key)


ARRANGEMENTS: dict[str, Callable[[Caller, World, Random], Reply]] = {
    it.__name__: it for it in (make, change, grow, swap, replace, move)
}


def some(world: World, chosen: Random) -> RoleSet:
    return chosen.choice(list(world.role_sets))


def path(it: RoleSet) -> str:
    return f"{SETS}/{it.id}"


def strays(world: World) -> list[Any]:
    """Whoever has a role, or is to get one, that the organization does not have."""
    known = {it.id: roles_of(world, it) for it in world.organizations}
    invited = [it for it in world.organization_invitations if tickets.status(world, it) == "pending"]
    return [it for it in [*world.memberships, *invited] if it.role not in known[it.organization_id]]


def roles_of(world: World, it: Organization) -> tuple[str, ...]:
    (found,) = world.role_sets.where(key=it.role_set)
    return found.roles
