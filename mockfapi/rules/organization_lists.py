"""Finding organizations and invitations to them the way servers ask for them. Members: `membership_lists`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mockfapi import errors
from mockfapi.rules import filters, tickets
from mockfapi.world import World
from mockfapi.world.records import Organization, OrganizationInvitation

NEWEST = "-created_at"
# The last two are known to clients; no invitation is ever told to be one of them.
STATUSES = ("pending", "accepted", "revoked", "expired", "completed", "invalid")
INVITATION_ORDERS: dict[str, Callable[[OrganizationInvitation], object]] = {
    "created_at": lambda it: it.created_at,
    "email_address": lambda it: it.email_address,
}


def found(world: World, wanted: Mapping[str, Any], order_by: str | None) -> list[Organization]:
    """The organizations that satisfy all filters; without an order the newest first.

    `wanted` may hold lists under user_id and organization_id (`+` and `-` include and exclude), and the text
    `query`: an id, or a part of name or slug.
    """
    query, own_id = wanted.get("query"), filters.chosen(wanted.get("organization_id"), "organization_id")
    rows = [
        it
        for it in _of_users(world, wanted.get("user_id"))
        if own_id(it.id) and (it.id == query or filters.mentions(query, (it.name, it.slug)))
    ]
    return filters.ordered(
        rows,
        order_by,
        {
            "created_at": lambda it: it.created_at,
            "name": lambda it: it.name,
            "members_count": lambda it: world.memberships.count(organization_id=it.id),
        },
        NEWEST,
    )


def invitations(
    world: World, organization: Organization | None, wanted: Mapping[str, Any], order_by: str | None
) -> list[OrganizationInvitation]:
    """The invitations to an organization, or to all, that satisfy all filters, the newest first.

    Those that domains have brought about are not listed. `wanted` may hold a list under status, an address
    under email_address, and a part of one under query.
    """
    statuses, address = wanted.get("status") or (), wanted.get("email_address")
    if not set(statuses) <= set(STATUSES):
        raise errors.invalid_query_parameter_value("status", reason=f"must be one of {', '.join(STATUSES)}")
    table = world.organization_invitations
    rows = [
        it
        for it in (table if organization is None else table.where(organization_id=organization.id))
        if it.domain_id is None
        and (not statuses or tickets.status(world, it) in statuses)
        and (not address or it.email_address == address.strip().lower())
        and filters.mentions(wanted.get("query"), [it.email_address])
    ]
    return filters.ordered(rows, order_by, INVITATION_ORDERS, NEWEST)


def _of_users(world: World, values: Sequence[str] | None) -> Iterable[Organization]:
    """The organizations of any wanted user and of no unwanted one; of all without such a wish."""
    if not values:
        return world.organizations
    filters.chosen(values, "user_id")
    # A plus sign that was not encoded arrives as a space.
    wanted = [it.lstrip("+ ") for it in values if not it.startswith("-")]
    without = _joined(world, [it[1:] for it in values if it.startswith("-")])
    if not wanted:
        return [it for it in world.organizations if it.id not in without]
    return [world.organizations[id] for id in sorted(_joined(world, wanted) - without)]


def _joined(world: World, user_ids: Iterable[str]) -> set[str]:
    return {it.organization_id for id in user_ids for it in world.memberships.where(user_id=id)}
