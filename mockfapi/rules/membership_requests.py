"""Requests to join an organization, as its managers see them: finding, accepting, rejecting them."""

from collections.abc import Collection
from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import notices, organization_suggestions, organizations
from mockfapi.world import World
from mockfapi.world.records import MembershipRequest, Organization

STATUSES = ("pending", "accepted", "rejected")


def status(it: MembershipRequest) -> str:
    """Worked out from the facts: pending, accepted or rejected."""
    if it.rejected_at is not None:
        return "rejected"
    return "pending" if it.accepted_at is None else "accepted"


def of(world: World, organization: Organization, id: str) -> MembershipRequest:
    """A request to this organization; one to another is as unknown as one that never was."""
    it = world.membership_requests.find(id)
    if it is None or it.organization_id != organization.id:
        raise errors.resource_not_found(kind="membership request", id=id)
    return it


def found(
    world: World, organization: Organization, statuses: Collection[str] = ()
) -> list[MembershipRequest]:
    """The requests to an organization, of these statuses or all, the newest first."""
    if not set(statuses) <= set(STATUSES):
        raise errors.invalid_query_parameter_value("status", reason=f"must be one of {', '.join(STATUSES)}")
    every = world.membership_requests.where(organization_id=organization.id)
    return [it for it in reversed(every) if not statuses or status(it) in statuses]


def accept(world: World, it: MembershipRequest) -> MembershipRequest:
    """Makes who asked a member, in the role of those who come by a domain, and tells them."""
    _require_pending(it)
    organization, user = world.organizations[it.organization_id], world.users[it.user_id]
    organizations.add_member(world, organization, user, organizations.default_role(world, organization))
    notices.send(world, user, notices.ORGANIZATION_JOINED, org={"name": organization.name})
    return world.membership_requests[it.id]


def reject(world: World, it: MembershipRequest) -> MembershipRequest:
    """Says no. It is not suggested to them again."""
    _require_pending(it)
    now = world.clock.now
    return world.membership_requests.save(replace(it, rejected_at=now, updated_at=now))


def _require_pending(it: MembershipRequest) -> None:
    if not organization_suggestions.is_open(it):
        raise errors.resource_not_found(kind="pending membership request", id=it.id)
