"""A profile as its user changes it: names, username, primaries, image, metadata; and the end of the account.

What servers change: `user_changes`, `user_credentials`. Passwords: `password_changes`.
"""

from collections.abc import Mapping
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, identifications, reverifications, user_changes, user_credentials
from mockfapi.world import World
from mockfapi.world.records import Deleted, Image, Session, User

# What a field is about, by the name of the attribute.
ATTRIBUTES = {
    "first_name": "first_name",
    "last_name": "last_name",
    "username": "username",
    **user_changes.PRIMARIES,
}
SENSITIVE = ("username", *user_changes.PRIMARIES)


def update(world: World, session: Session, given: Mapping[str, Any]) -> User:
    """The user of a session with these fields; empty text takes a name away, metadata is replaced whole.

    A field that says nothing new asks for nothing. Another username or primary one wants a recent proof.
    """
    if given.get("password") is not None:
        raise errors.updating_user_password_deprecated()
    user = world.users[session.user_id]
    changes = {name: value for name, value in _said(given).items() if _is_new(user, name, value)}
    _require_known(world, changes)
    if any(name in SENSITIVE for name in changes):
        reverifications.require_recent(world, session)
    _require_mutable(world, user, changes)
    _require_kept(world, changes)
    values: dict[str, Any] = {**changes, identifications.NOTIFY: True}
    return user_changes.update(world, user, values | {"unsafe_metadata": given.get("unsafe_metadata")})


def merge_metadata(world: World, user: User, unsafe_metadata: str) -> User:
    """The user with these keys of the own metadata changed; null takes a key away at any depth."""
    return user_changes.merge_metadata(world, user, {"unsafe_metadata": unsafe_metadata})


def set_image(world: World, user: User, content: bytes, name: str) -> Image:
    """An image in place of the one before; what is no image is refused."""
    user_credentials.set_image(world, user, content, name)
    return world.images.where(owner_id=user.id)[-1]


def delete_image(world: World, user: User) -> Deleted:
    """Leaves the user with the drawn image."""
    gone = [it.id for it in world.images.where(owner_id=user.id)]
    user_credentials.delete_image(world, user)
    return Deleted(gone[-1] if gone else user.id, "image")


def delete(world: World, user: User) -> Deleted:
    """Ends the account, where its user may; organizations stay, be it without anybody to lead them."""
    if not may_delete(world, user):
        raise errors.user_delete_self_not_enabled()
    return Deleted(user_changes.delete(world, user).id, "user")


def may_delete(world: World, user: User) -> bool:
    """Whether instance and server leave it to the user to end the account."""
    return user.delete_self_enabled and world.instance.settings.user_settings.actions.delete_self


def _said(given: Mapping[str, Any]) -> dict[str, str | None]:
    """Names and primaries; clients write null as empty text."""
    return {name: given[name] or None for name in ATTRIBUTES if name in given}


def _is_new(user: User, name: str, value: str | None) -> bool:
    """Whether it differs from what is there. A primary one is moved, never unset."""
    if name in user_changes.PRIMARIES:
        return value is not None and value != getattr(user, name)
    if name == "username" and value is not None:
        value = value.strip().lower()
    return bool(value != getattr(user, name))


def _require_known(world: World, changes: Mapping[str, Any]) -> None:
    """Refuses fields of attributes that the instance does not have, all together."""
    settings = world.instance.settings
    unknown = [it for it in changes if not attributes.attribute(settings, ATTRIBUTES[it]).enabled]
    if unknown:
        raise errors.several(errors.form_param_unknown.entry(name) for name in unknown)


def _require_mutable(world: World, user: User, changes: Mapping[str, Any]) -> None:
    """Refuses to change what nobody changes once it is set."""
    for name in changes:
        found = attributes.attribute(world.instance.settings, ATTRIBUTES[name])
        if found.immutable and getattr(user, name) is not None:
            kind = ATTRIBUTES[name].replace("_", " ")
            raise errors.immutable_attribute_modification_not_allowed(kind=kind)


def _require_kept(world: World, changes: Mapping[str, Any]) -> None:
    """Refuses to take away what each user must have."""
    gone = [name for name, value in changes.items() if value is None]
    required = [it for it in gone if attributes.attribute(world.instance.settings, it).required]
    if required:
        raise errors.several(errors.form_param_nil.entry(name) for name in required)
