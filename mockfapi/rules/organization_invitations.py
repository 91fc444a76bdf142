"""Invitations to an organization: making, sending, revoking, and joining by one. Lists: elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.rules import (
    attributes,
    identifiers,
    invitations,
    notices,
    organization_seats,
    organizations,
    permissions,
    redirects,
    roles,
    tickets,
)
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization, OrganizationInvitation, User

MOST = 10


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
    draft = _drafted(world, organization, email_address, role, more)
    _require_new(world, organization, [draft])
    return _made(world, organization, draft, more)


def create_all(
    world: World, organization: Organization, wishes: Sequence[Mapping[str, Any]]
) -> list[OrganizationInvitation]:
    """Invites several, all or nobody; each wish has an `email_address`, a `role`, and what else is said."""
    if len(wishes) > MOST:
        raise errors.bulk_size_exceeded(limit=MOST)
    drafts = [_drafted(world, organization, it["email_address"], it["role"], it) for it in wishes]
    _require_new(world, organization, drafts)
    return [_made(world, organization, draft, wish) for draft, wish in zip(drafts, wishes, strict=True)]


def invite_all(
    world: World, organization: Organization, addresses: Sequence[str], common: Mapping[str, Any]
) -> list[OrganizationInvitation]:
    """Invites several with a `role` and all else in common, or nobody; all that are no addresses are told."""
    if broken := [it for it in addresses if not _is_address(it)]:
        reason = "must be valid email addresses"
        raise errors.form_param_format_invalid("email_address", reason=reason, email_addresses=broken)
    if not addresses:
        raise errors.form_param_missing("email_address")
    return create_all(world, organization, [{**common, "email_address": it} for it in addresses])


def of(world: World, organization: Organization, id: str) -> OrganizationInvitation:
    """An invitation of this organization; one of another is as unknown as one that never was."""
    it = world.organization_invitations.find(id)
    if it is None or it.organization_id != organization.id:
        raise errors.resource_not_found(kind="organization invitation", id=id)
    return it


def revoke(
    world: World, it: OrganizationInvitation, requesting_user_id: str | None = None
) -> OrganizationInvitation:
    """Takes a pending invitation back; in the name of a user only if that one manages the members."""
    if requesting_user_id is not None:
        _require_manager(world, it.organization_id, requesting_user_id, "requesting_user_id")
    require_pending(world, it)
    now = world.clock.now
    return world.organization_invitations.save(replace(it, revoked_at=now, updated_at=now))


def require_pending(world: World, it: OrganizationInvitation) -> None:
    """Refuses what was accepted or taken back, or has expired."""
    found = tickets.status(world, it)
    if found != "pending":
        raise errors.organization_invitation_not_pending(status=found)


def require_room(world: World, it: OrganizationInvitation) -> None:
    """Refuses an invitation that nobody can accept now: the organization is gone or full, or the role."""
    organizations.require_enabled(world)
    organization = world.organizations.find(it.organization_id)
    if organization is None:
        raise errors.organization_invitation_to_deleted_organization("ticket")
    organizations.require_role(world, organization, it.role)
    organization_seats.require_free(world, organization, but=it.id)


def accept(world: World, it: OrganizationInvitation, user: User) -> Membership:
    """Makes a user a member in the role of the invitation; who is one already stays as they are.

    Whether it is pending is asked before: a sign-up may finish when its invitation has expired meanwhile.
    """
    organization = world.organizations.find(it.organization_id)
    if organization is None:
        raise errors.organization_invitation_to_deleted_organization()
    member = organizations.membership(world, organization.id, user.id)
    if member is None:
        member = organizations.add_member(world, organization, user, it.role, it.id)
        member = world.memberships.save(
            replace(member, public_metadata=it.public_metadata, private_metadata=it.private_metadata)
        )
    now = world.clock.now
    world.organization_invitations.save(replace(it, accepted_at=now, updated_at=now))
    if (inviter := world.users.find(it.inviter_user_id)) is not None:
        told = {"org": {"name": organization.name}, "email_address": it.email_address}
        notices.send(world, inviter, notices.INVITATION_ACCEPTED, **told)
    return member


def _drafted(
    world: World, organization: Organization, email_address: str, role: str, more: Mapping[str, Any]
) -> OrganizationInvitation:
    """The invitation without an id, checked by itself."""
    _require_supported(world)
    address = identifiers.email_address(email_address)
    role = organizations.require_role(world, organization, role)
    inviter, target = more.get("inviter_user_id"), more.get("redirect_url")
    if inviter is not None:
        _require_manager(world, organization.id, inviter, "inviter_user_id")
    now = world.clock.now
    return OrganizationInvitation(
        id="",
        organization_id=organization.id,
        email_address=address,
        role=role,
        created_at=now,
        updated_at=now,
        expire_at=invitations.expiry(world, more.get("expires_in_days")),
        redirect_url=None if target is None else redirects.require_absolute(target),
        inviter_user_id=inviter,
        public_metadata=attributes.metadata(more.get("public_metadata") or {}, "public_metadata"),
        private_metadata=attributes.metadata(more.get("private_metadata") or {}, "private_metadata"),
    )


def _is_address(value: str) -> bool:
    try:
        identifiers.email_address(value)
    except ClerkError:
        return False
    return True


def _made(
    world: World, organization: Organization, draft: OrganizationInvitation, more: Mapping[str, Any]
) -> OrganizationInvitation:
    it = world.organization_invitations.save(replace(draft, id=world.chance.id("orginv")))
    if more.get("notify") is not False:
        invitations.send(world, it, "organization_invitation", organization.name)
    return it


def _require_supported(world: World) -> None:
    organizations.require_enabled(world)
    if not attributes.attribute(world.instance.settings, "email_address").enabled:
        raise errors.invitations_not_supported_in_organization()


def _require_manager(world: World, organization_id: str, user_id: str, param: str) -> None:
    """Whoever invites or takes back in their own name must be a member who may."""
    member = organizations.membership(world, organization_id, user_id)
    if member is None:
        raise errors.not_a_member_in_organization(param)
    if not roles.may(world, member.role, permissions.MANAGE_MEMBERS):
        raise errors.missing_organization_permission(permissions=[permissions.MANAGE_MEMBERS])


def _require_new(world: World, organization: Organization, drafts: Sequence[OrganizationInvitation]) -> None:
    """Refuses members, those who are invited already, and more than there are free seats."""
    taken = {it.email_address for it in organization_seats.pending(world, organization.id)}
    for address in (it.email_address for it in drafts):
        user = identifiers.find_user(world, "email_address", address)
        if user is not None and organizations.membership(world, organization.id, user.id) is not None:
            told = {"email_address": address, "email_addresses": [address]}
            raise errors.invited_member_in_organization("email_address", **told)
        if address in taken:
            told = {"email_address": address, "email_addresses": [address]}
            raise errors.organization_invitation_not_unique("email_address", **told)
        taken.add(address)
    organization_seats.require_free(world, organization, len(drafts))
