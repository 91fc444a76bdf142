"""What organizations a user is in and may join: memberships, invitations, accepting one."""

from collections.abc import Collection

from mockfapi import errors
from mockfapi.rules import identifiers, organization_invitations, organizations, tickets
from mockfapi.world import World
from mockfapi.world.records import Membership, OrganizationInvitation, User

STATUSES = ("pending", "accepted", "revoked", "expired", "completed")


def memberships_of(world: World, user: User) -> list[Membership]:
    """The memberships of a user, the newest first; none while organizations are off."""
    if not world.instance.settings.organization_settings.enabled:
        return []
    return [*reversed(world.memberships.where(user_id=user.id))]


def memberships_told(world: World, user: User) -> list[Membership]:
    """The same for servers, who are refused while organizations are off."""
    organizations.require_enabled(world)
    return memberships_of(world, user)


def invitations_of(world: World, user: User, statuses: Collection[str] = ()) -> list[OrganizationInvitation]:
    """The invitations to verified addresses of a user, of these statuses or all, the newest first."""
    if not set(statuses) <= set(STATUSES):
        raise errors.invalid_query_parameter_value("status", reason=f"must be one of {', '.join(STATUSES)}")
    if not world.instance.settings.organization_settings.enabled:
        return []
    found = [
        it
        for address in world.email_addresses.where(user_id=user.id)
        if identifiers.is_verified(address)
        for it in world.organization_invitations.where(email_address=address.email_address)
        if world.organizations.find(it.organization_id) is not None
    ]
    wanted = [it for it in found if not statuses or tickets.status(world, it) in statuses]
    return sorted(wanted, key=lambda it: (it.created_at, it.id), reverse=True)


def accept_invitation(world: World, user: User, id: str) -> OrganizationInvitation:
    """Joins by an invitation of one's own; those of others are as unknown as those that never were."""
    organizations.require_enabled(world)
    it = next((it for it in invitations_of(world, user) if it.id == id), None)
    if it is None:
        raise errors.resource_not_found(kind="organization invitation", id=id)
    organization_invitations.require_pending(world, it)
    organization_invitations.accept(world, it, user)
    return world.organization_invitations[it.id]
