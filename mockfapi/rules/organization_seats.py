"""Seats of an organization: members and pending invitations share them."""

from mockfapi import errors
from mockfapi.rules import tickets
from mockfapi.world import World
from mockfapi.world.records import Organization, OrganizationInvitation


def pending(world: World, organization_id: str) -> list[OrganizationInvitation]:
    """The invitations of an organization that may still be accepted, oldest first.

    Those that its domains bring about keep no seat: anybody may get an address there.
    """
    every = world.organization_invitations.where(organization_id=organization_id)
    return [it for it in every if it.domain_id is None and tickets.status(world, it) == "pending"]


def require_free(world: World, it: Organization, wanted: int = 1, but: str | None = None) -> None:
    """Refuses when fewer seats than wanted are free; `but` is the invitation whose seat is to be taken."""
    limit = it.max_allowed_memberships
    if not limit:
        return
    waiting = [each for each in pending(world, it.id) if each.id != but]
    if world.memberships.count(organization_id=it.id) + len(waiting) + wanted > limit:
        raise errors.organization_membership_quota_exceeded(limit=limit)
