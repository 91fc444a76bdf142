"""Invitations to an organization: making, sending, revoking, and joining by one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.rules import attributes, identifiers, invitations, organizations, redirects, tickets
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization, OrganizationInvitation, User

MANAGE = "org:sys_memberships:manage"


class OrganizationInvitationFields(TypedDict, total=False):
    """What else may be said of a new invitation. The metadata become those of the membership."""

    inviter_user_id: str | None
    redirect_url: str | None
    public_metadata: Mapping[str, Any]
    private_metadata: Mapping[str, Any]
    expires_in_days: int | None
    notify: bool


def create(
    world: World,
    organization: Organization,
    email_address: str,
    role: str,
    **more: Unpack[OrganizationInvitationFields],
) -> OrganizationInvitation:
    """Invites an address to an organization; unless told not to, it gets a mail with the link."""
    _require_supported(world)
    address = identifiers.email_address(email_address)
    organizations.require_role(world, role)
    inviter = more.get("inviter_user_id")
    if inviter is not None:
        _require_manager(world, organization, inviter)
    target = more.get("redirect_url")
    if target is not None:
        target = redirects.require_absolute(target)
    public = attributes.metadata(more.get("public_metadata", {}), "public_metadata")
    private = attributes.metadata(more.get("private_metadata", {}), "private_metadata")
    expire_at = invitations.expiry(world, more.get("expires_in_days"))
    _require_new(world, organization, address)
    now = world.clock.now
    it = OrganizationInvitation(
        id=world.chance.id("orginv"),
        organization_id=organization.id,
        email_address=address,
        role=role,
        created_at=now,
        updated_at=now,
        expire_at=expire_at,
        redirect_url=target,
        inviter_user_id=inviter,
        public_metadata=public,
        private_metadata=private,
    )
    world.organization_invitations.save(it)
    if more.get("notify", True):
        invitations.send(world, it, "organization_invitation", organization.name)
    return it


def pending(world: World, organization_id: str) -> list[OrganizationInvitation]:
    """The invitations of an organization that may still be accepted, oldest first."""
    every = world.organization_invitations.where(organization_id=organization_id)
    return [it for it in every if tickets.status(world, it) == "pending"]


def revoke(world: World, it: OrganizationInvitation) -> OrganizationInvitation:
    """Takes a pending invitation back."""
    _require_pending(world, it)
    now = world.clock.now
    return world.organization_invitations.save(replace(it, revoked_at=now, updated_at=now))


def require_room(world: World, it: OrganizationInvitation) -> None:
    """Refuses an invitation that nobody can accept now: the organization is gone or full, or the role."""
    if not world.instance.settings.organization_settings.enabled:
        raise errors.organization_not_enabled_in_instance()
    organization = world.organizations.find(it.organization_id)
    if organization is None:
        raise errors.organization_invitation_to_deleted_organization("ticket")
    organizations.require_role(world, it.role)
    limit = organization.max_allowed_memberships
    if limit and world.memberships.count(organization_id=organization.id) >= limit:
        raise errors.organization_membership_quota_exceeded(limit=limit)


def accept(world: World, it: OrganizationInvitation, user: User) -> Membership:
    """Makes a user a member in the role of the invitation; who is one already stays as they are."""
    _require_pending(world, it)
    organization = world.organizations.find(it.organization_id)
    if organization is None:
        raise errors.organization_invitation_to_deleted_organization()
    member = organizations.membership(world, organization.id, user.id)
    if member is None:
        member = organizations.add_member(world, organization, user, it.role)
        member = world.memberships.save(
            replace(member, public_metadata=it.public_metadata, private_metadata=it.private_metadata)
        )
    now = world.clock.now
    world.organization_invitations.save(replace(it, accepted_at=now, updated_at=now))
    return member


def _require_supported(world: World) -> None:
    settings = world.instance.settings
    if not settings.organization_settings.enabled:
        raise errors.organization_not_enabled_in_instance()
    if not attributes.attribute(settings, "email_address").enabled:
        raise errors.invitations_not_supported_in_organization()


def _require_pending(world: World, it: OrganizationInvitation) -> None:
    found = tickets.status(world, it)
    if found != "pending":
        raise errors.organization_invitation_not_pending(status=found)


def _require_manager(world: World, organization: Organization, user_id: str) -> None:
    """Whoever invites in their own name must be a member who may."""
    member = organizations.membership(world, organization.id, user_id)
    if member is None:
        raise errors.not_a_member_in_organization("inviter_user_id")
    role = world.roles.first(key=member.role)
    if role is None or MANAGE not in role.permissions:
        raise errors.missing_organization_permission(permissions=[MANAGE])


def _require_new(world: World, organization: Organization, address: str) -> None:
    """Refuses members, those who are invited already, and organizations without a free seat."""
    user = identifiers.find_user(world, "email_address", address)
    if user is not None and organizations.membership(world, organization.id, user.id) is not None:
        raise errors.already_a_member_in_organization("email_address")
    waiting = pending(world, organization.id)
    if any(it.email_address == address for it in waiting):
        raise errors.organization_invitation_not_unique("email_address", email_address=address)
    limit = organization.max_allowed_memberships
    if limit and world.memberships.count(organization_id=organization.id) + len(waiting) >= limit:
        raise errors.organization_membership_quota_exceeded(limit=limit)
