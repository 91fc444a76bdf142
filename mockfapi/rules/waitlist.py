"""The waitlist: joining it, and leaving it as a user. Whom to invite from it is decided elsewhere."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import identifiers, messages
from mockfapi.rules.messages import Letter
from mockfapi.world import World
from mockfapi.world.records import User, WaitlistEntry


def join(world: World, email_address: str) -> WaitlistEntry:
    """The entry of an address, a new one with a confirmation by mail when it has none yet."""
    if world.instance.settings.user_settings.sign_up.mode != "waitlist":
        raise errors.waitlist_not_accepting_entries()
    return add(world, email_address)


def add(world: World, email_address: str, *, created_at: int | None = None) -> WaitlistEntry:
    """Like `join`, whatever the mode; an entry of an earlier time is confirmed already."""
    if not email_address.strip():
        raise errors.form_param_nil("email_address")
    address = identifiers.email_address(email_address)
    if (known := world.waitlist.first(email_address=address)) is not None:
        return known
    at = world.clock.now if created_at is None else created_at
    it = world.waitlist.save(WaitlistEntry(world.chance.id("wle"), address, at, at))
    if created_at is None:
        messages.send(world, Letter("email", address, "waitlist_confirmation"))
    return it


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
