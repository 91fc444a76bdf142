"""Organizations, their members and the default roles: founding, look-up and the end. No changes, no lists."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.rules import (
    api_keys,
    attributes,
    enterprise_connections,
    organization_seats,
    organization_suggestions,
    role_sets,
    roles,
)
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization, Role, User

READ = ("org:sys_memberships:read", "org:sys_billing:read")
MANAGE = (
    "org:sys_profile:manage",
    "org:sys_profile:delete",
    "org:sys_memberships:read",
    "org:sys_memberships:manage",
    "org:sys_domains:read",
    "org:sys_domains:manage",
    "org:sys_billing:read",
    "org:sys_billing:manage",
    "org:sys_entconns:manage",
)
NAME_LIMIT = 256
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Control characters, tags, and what people would click on.
NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029<]|://|\bwww\.\w|\w\.[a-z]{2,}/\w", re.IGNORECASE)


class OrganizationFields(TypedDict, total=False):
    """What else may be said of a new organization; `role_set` is a key or id, else the initial one."""

    id: str
    created_at: int
    max_allowed_memberships: int
    role_set: str
    public_metadata: Mapping[str, Any]
    private_metadata: Mapping[str, Any]


def default_roles(world: World) -> list[Role]:
    """The two roles that every instance begins with."""
    admin = create_role(world, "org:admin", "Admin", "Manages the organization", MANAGE)
    return [admin, create_role(world, "org:member", "Member", "Belongs to the organization", READ)]


def create_role(world: World, key: str, name: str, description: str, permissions: Iterable[str]) -> Role:
    """A role of the instance; a key that exists is refused."""
    return roles.ensure(world, key, name, description, permissions)


def create(
    world: World,
    name: str,
    slug: str | None = None,
    created_by: str | None = None,
    **more: Unpack[OrganizationFields],
) -> Organization:
    """A new organization; `created_by` is the id of a user, who becomes its first member."""
    require_name(name)
    settings = world.instance.settings.organization_settings
    role_set = role_sets.chosen(world, more.get("role_set"))
    founders, creator = role_sets.creator_role(world, role_set), world.users.find(created_by)
    if creator is not None:
        role_sets.require_role(world, role_set, founders)
    elif created_by is not None:
        raise errors.organization_creator_not_found("created_by")
    slug = free_slug(world, name) if slug is None else checked_slug(world, slug)
    for param in ("public_metadata", "private_metadata"):
        attributes.metadata(more.get(param, {}), param)
    if (pinned := more.get("id")) is not None and world.organizations.find(pinned):
        raise errors.form_already_exists("id")
    now = more.get("created_at", world.clock.now)
    it = Organization(
        id=pinned or world.chance.id("org"),
        name=name,
        slug=slug,
        created_at=now,
        updated_at=now,
        created_by=created_by,
        admin_delete_enabled=settings.actions.admin_delete,
        max_allowed_memberships=more.get("max_allowed_memberships", settings.max_allowed_memberships),
        public_metadata=more.get("public_metadata", {}),
        private_metadata=more.get("private_metadata", {}),
        role_set=role_set.key,
    )
    world.organizations.save(it)
    if creator is not None:
        add_member(world, it, creator, founders)
    return it


def create_own(world: World, user: User, name: str, slug: str | None) -> Organization:
    """An organization that a user founds, within the limits of the user and of the instance."""
    require_enabled(world)
    settings = world.instance.settings
    if not user.create_organization_enabled:
        raise errors.user_create_organization_not_enabled()
    _require_room(world, user)
    if slug and settings.organization_settings.slug.disabled:
        raise errors.organization_slugs_disabled()
    return create(world, name, slug or None, user.id)


def add_member(
    world: World, organization: Organization, user: User, role: str, invitation: str | None = None
) -> Membership:
    """Makes a user a member; a second membership, a full organization and a role that is not in its set are
    refused.

    `invitation` is the id of the pending one whose seat is taken.
    """
    if membership(world, organization.id, user.id):
        raise errors.already_a_member_in_organization()
    organization_seats.require_free(world, organization, but=invitation)
    role = require_role(world, organization, role)
    now = world.clock.now
    id = world.chance.id("orgmem")
    it = world.memberships.save(Membership(id, organization.id, user.id, role, now, now))
    organization_suggestions.settle(world, organization.id, user.id, invitation)
    return it


def remove_member(world: World, it: Membership) -> Membership:
    """Takes a user out. Their sessions in the organization fall back, also should they ever return."""
    for session in world.sessions.where(user_id=it.user_id):
        if session.last_active_organization_id == it.organization_id:
            world.sessions.save(replace(session, last_active_organization_id=None))
    return world.memberships.remove(it.id)


def delete(world: World, it: Organization) -> Organization:
    """Takes an organization away, with its memberships, invitations, domains and API keys."""
    api_keys.delete_all_of(world, it.id)
    enterprise_connections.release(world, it.id)
    organization_suggestions.forget(world, it.id)
    for each in world.memberships.where(organization_id=it.id):
        world.memberships.remove(each.id)
    for domain in world.organization_domains.where(organization_id=it.id):
        world.organization_domains.remove(domain.id)
    for invitation in world.organization_invitations.where(organization_id=it.id):
        world.organization_invitations.remove(invitation.id)
    return world.organizations.remove(it.id)


def default_role(world: World, it: Organization) -> str:
    """The role of those who come by a domain of the organization."""
    return role_sets.default_role(world, role_sets.of(world, it))


def membership(world: World, organization_id: str, user_id: str) -> Membership | None:
    """The membership of a user in an organization."""
    return world.memberships.first(pair=(organization_id, user_id))


def find_for_member(world: World, user: User, id_or_slug: str) -> Organization:
    """An organization of the user, by id or slug; outsiders get the same 404 as for an unknown one.

    Where organizations are switched off, any is refused.
    """
    require_enabled(world)
    it = world.organizations.find(id_or_slug) or world.organizations.first(slug=id_or_slug)
    if it is None or membership(world, it.id, user.id) is None:
        raise errors.organization_not_found_or_unauthorized()
    return it


def require_enabled(world: World) -> None:
    """Refuses where the instance has no organizations."""
    if not world.instance.settings.organization_settings.enabled:
        raise errors.organization_not_enabled_in_instance()


def require_name(name: str) -> None:
    """Refuses a name that is empty, too long, or no plain text."""
    if not 1 <= len(name.strip()) <= len(name) <= NAME_LIMIT or NO_NAME.search(name):
        reason = "must be plain text of 1 to 256 characters, without tags, addresses and control characters"
        raise errors.form_param_value_invalid("name", reason=reason)


def are_required(world: World) -> bool:
    """Whether everybody must act for an organization: there is no personal account."""
    settings = world.instance.settings.organization_settings
    return settings.enabled and settings.force_organization_selection


def newest_of(world: World, user_id: str) -> str | None:
    """The id of the organization that the user joined last."""
    joined = world.memberships.where(user_id=user_id)
    return joined[-1].organization_id if joined else None


def _require_room(world: World, user: User) -> None:
    """Refuses one organization more than the user may create or the instance may have. 0 is no limit."""
    limit, quota = user.create_organizations_limit, world.instance.settings.behaviour.organization_quota
    if limit and sum(it.created_by == user.id for it in world.organizations) >= limit:
        raise errors.org_creation_limit_exceeded(limit=limit)
    if quota and len(world.organizations) >= quota:
        raise errors.organization_quota_exceeded(limit=quota)


def require_role(world: World, it: Organization, key: str) -> str:
    """The key of a role that members of the organization may have; others are unknown there."""
    return role_sets.require_role(world, role_sets.of(world, it), key)


def checked_slug(world: World, slug: str) -> str:
    """A slug that is well-formed and free."""
    if not SLUG.fullmatch(slug):
        reason = "may only have lower-case letters, digits and single dashes"
        raise errors.form_param_format_invalid("slug", reason=reason)
    if world.organizations.count(slug=slug):
        raise errors.form_already_exists("slug")
    return slug


def free_slug(world: World, name: str) -> str:
    """A slug that is made of a name, with a number where it is taken."""
    wanted = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "organization"
    slug, number = wanted, 1
    while world.organizations.count(slug=slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
