"""Sets of roles as servers see them."""

from mockfapi.rules import role_sets
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import RoleSet


def role_set(lens: Lens, it: RoleSet) -> Json:
    """With its roles, and those that founders and newcomers get. People change their roles at once."""
    world = lens.world
    items = {key: _item(lens, it, key) for key in it.roles}
    return {
        "object": "role_set",
        "id": it.id,
        "name": it.name,
        "key": it.key,
        "description": it.description,
        "roles": list(items.values()),
        "default_role": items.get(role_sets.default_role(world, it)),
        "creator_role": items.get(role_sets.creator_role(world, it)),
        "type": "initial" if it.is_initial else "custom",
        "role_set_migration": None,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def _item(lens: Lens, it: RoleSet, key: str) -> Json:
    (role,) = lens.world.roles.where(key=key)
    count = role_sets.members(lens.world, it, key)
    return {
        "object": "role_set_item",
        "id": role.id,
        "name": role.name,
        "key": role.key,
        "description": role.description,
        "members_count": count,
        "has_members": count > 0,
        "created_at": role.created_at,
        "updated_at": role.updated_at,
    }
