"""Roles and permissions of organizations as servers see them."""

from mockfapi.rules import permissions, roles
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Permission, Role


def role(lens: Lens, it: Role) -> Json:
    """With all its permissions in full."""
    known = (lens.world.permissions.first(key=key) for key in it.permissions)
    return {
        "object": "role",
        "id": it.id,
        "name": it.name,
        "key": it.key,
        "description": it.description,
        "is_creator_eligible": roles.may_create(it),
        "permissions": [permission(lens, each) for each in known if each is not None],
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def permission(lens: Lens, it: Permission) -> Json:
    del lens
    return {
        "object": "permission",
        "id": it.id,
        "name": it.name,
        "key": it.key,
        "description": it.description,
        "type": "system" if permissions.is_system(it) else "user",
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
