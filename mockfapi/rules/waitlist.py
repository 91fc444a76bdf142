"""The waitlist: joining it, being invited from it or turned away, and leaving it as a user."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import filters, identifiers, invitations, messages, tickets
from mockfapi.rules.invitations import InvitationFields
from mockfapi.rules.messages import Letter
from mockfapi.world import World
from mockfapi.world.records import User, WaitlistEntry

MOST = 50
ORDERS: dict[str, Callable[[WaitlistEntry], object]] = {
    "created_at": lambda it: it.created_at,
    "updated_at": lambda it: it.updated_at,
    "email_address": lambda it: it.email_address,
}


def join(world: World, email_address: str) -> WaitlistEntry:
    """The entry of an address, a new one with a confirmation by mail when it has none yet."""
    if world.instance.settings.user_settings.sign_up.mode != "waitlist":
        raise errors.waitlist_not_accepting_entries()
    return add(world, email_address)


def add(
    world: World, email_address: str, *, created_at: int | None = None, notify: bool = True
) -> WaitlistEntry:
    """Like `join`, whatever the mode; an entry of an earlier time is confirmed already."""
    if not email_address.strip():
        raise errors.form_param_nil("email_address")
    address = identifiers.email_address(email_address)
    if (known := world.waitlist.first(email_address=address)) is not None:
        return known
    at = world.clock.now if created_at is None else created_at
    it = world.waitlist.save(WaitlistEntry(world.chance.id("wle"), address, at, at))
    if notify and created_at is None:
        messages.send(world, Letter("email", address, "waitlist_confirmation"))
    return it


def add_all(world: World, wishes: Sequence[Mapping[str, Any]]) -> list[WaitlistEntry]:
    """The entries of several addresses, all or none; each wish has an `email_address` and `notify`."""
    if len(wishes) > MOST:
        raise errors.bulk_size_exceeded(limit=MOST)
    if not wishes:
        raise errors.form_param_missing("email_address")
    for wish in wishes:
        identifiers.email_address(wish["email_address"])
    return [add(world, it["email_address"], notify=it.get("notify") is not False) for it in wishes]


def found(
    world: World, wanted: str | None = None, query: str | None = None, order_by: str | None = None
) -> list[WaitlistEntry]:
    """The entries of a status, or all, the newest first. The query is an id or part of an address."""
    rows = [it for it in world.waitlist if wanted in (None, status(it))]
    rows = [it for it in rows if query == it.id or filters.mentions(query, [it.email_address])]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def invite(world: World, it: WaitlistEntry, *, ignore_existing: bool = False) -> WaitlistEntry:
    """Lets somebody in: an invitation goes out. Only who waits can be invited."""
    _require(it, "invited", "pending")
    wish = InvitationFields(template_slug="waitlist_invitation", ignore_existing=ignore_existing)
    invitation = invitations.create(world, it.email_address, **wish)
    changed = replace(it, invitation_id=invitation.id, updated_at=world.clock.now)
    return world.waitlist.save(changed)


def reject(world: World, it: WaitlistEntry) -> WaitlistEntry:
    """Turns somebody away; an invitation that went out is taken back."""
    _require(it, "rejected", "pending", "invited")
    invitation = world.invitations.find(it.invitation_id)
    if invitation is not None and tickets.status(world, invitation) == "pending":
        invitations.revoke(world, invitation)
    now = world.clock.now
    return world.waitlist.save(replace(it, rejected_at=now, updated_at=now))


def remove(world: World, it: WaitlistEntry) -> WaitlistEntry:
    """Forgets somebody who waits."""
    _require(it, "deleted", "pending")
    return world.waitlist.remove(it.id)


def _require(it: WaitlistEntry, action: str, *wanted: str) -> None:
    if status(it) not in wanted:
        raise errors.waitlist_entry_invalid_status(
            action=action, wanted=" or ".join(wanted), status=status(it)
        )


def complete(world: World, user: User) -> None:
    """Marks the entries of somebody who has become a user."""
    now = world.clock.now
    for address in world.email_addresses.where(user_id=user.id):
        for it in world.waitlist.where(email_address=address.email_address):
            world.waitlist.save(replace(it, completed_at=now, updated_at=now))


def status(it: WaitlistEntry) -> str:
    """Worked out from the facts: pending, invited, completed or rejected."""
    if it.completed_at is not None:
        return "completed"
    if it.rejected_at is not None:
        return "rejected"
    return "pending" if it.invitation_id is None else "invited"
