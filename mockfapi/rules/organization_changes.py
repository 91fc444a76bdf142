"""What may be said and changed of an organization: its fields, metadata and logo. Whoever asks may do so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, metadata, organizations, role_set_changes, uploads
from mockfapi.world import World
from mockfapi.world.records import Organization

METADATA = ("public_metadata", "private_metadata")
PLAIN = ("name", "slug", "max_allowed_memberships", "admin_delete_enabled", "created_at")
SAID = ("max_allowed_memberships", "created_at", *METADATA)


def of(world: World, id: str) -> Organization:
    """An organization by its id, where the instance has organizations."""
    organizations.require_enabled(world)
    return world.organizations[id]


def of_id_or_slug(world: World, id_or_slug: str) -> Organization:
    """An organization by its id or slug."""
    organizations.require_enabled(world)
    return world.organizations.first(slug=id_or_slug) or world.organizations[id_or_slug]


def create(world: World, given: Mapping[str, Any]) -> Organization:
    """An organization that a server founds, for a user (`created_by`) or for nobody yet."""
    organizations.require_enabled(world)
    _require_past(world, given)
    slug = given.get("slug") or None
    if slug is not None:
        _require_free(world, slug)
    more: Any = {name: given[name] for name in SAID if given.get(name) is not None}
    if given.get("role_set_key") is not None:
        more["role_set"] = given["role_set_key"]
    return organizations.create(world, given["name"], slug, given.get("created_by"), **more)


def update(world: World, it: Organization, changes: Mapping[str, Any]) -> Organization:
    """The organization with these fields and whole kinds of metadata changed; null changes nothing."""
    values = {name: changes[name] for name in PLAIN if changes.get(name) is not None}
    _require_past(world, values)
    if "name" in values:
        organizations.require_name(values["name"])
    if values.get("slug", it.slug) != it.slug:
        _require_free(world, values["slug"])
        organizations.checked_slug(world, values["slug"])
    if changes.get("role_set_key") is not None:
        values["role_set"] = role_set_changes.fitting(world, it, changes["role_set_key"]).key
    return _saved(world, it, values | _replaced(changes))


def merge_metadata(world: World, it: Organization, changes: Mapping[str, Any]) -> Organization:
    """The organization with each kind of metadata merged deeply; null takes a key away at any depth."""
    return _saved(world, it, metadata.all_merged(it, changes, METADATA))


def replace_metadata(world: World, it: Organization, changes: Mapping[str, Any]) -> Organization:
    """The organization with the given kinds of metadata in place of what it had."""
    return _saved(world, it, _replaced(changes))


def set_logo(world: World, it: Organization, content: bytes | None, uploader: str | None) -> Organization:
    """The organization with an uploaded logo; whoever is said to have uploaded it must be there."""
    if uploader is not None and world.users.find(uploader) is None:
        raise errors.resource_not_found("uploader_user_id", kind="user", id=uploader)
    return _saved(world, it, {"image_url": uploads.store(world, it, content)})


def delete_logo(world: World, it: Organization) -> Organization:
    """The organization with the drawn logo again."""
    uploads.require_image(it)
    uploads.discard(world, it)
    return _saved(world, it, {"image_url": None})


def delete(world: World, it: Organization) -> Organization:
    """Takes an organization away with all that is its own."""
    uploads.discard(world, it)
    return organizations.delete(world, it)


def _saved(world: World, it: Organization, values: Mapping[str, Any]) -> Organization:
    changed: Any = dict(values)
    return world.organizations.save(replace(it, **changed, updated_at=world.clock.now))


def _replaced(changes: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: changes[name] for name in METADATA if changes.get(name) is not None}
    return {name: attributes.metadata(value, name) for name, value in given.items()}


def _require_free(world: World, slug: str) -> None:
    if world.organizations.count(slug=slug):
        raise errors.form_identifier_exists("slug", kind="slug")


def _require_past(world: World, given: Mapping[str, Any]) -> None:
    if (given.get("created_at") or 0) > world.clock.now:
        raise errors.form_disallow_future_date("created_at")
