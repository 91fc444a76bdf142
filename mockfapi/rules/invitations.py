"""Invitations to the app: making, sending, revoking. Using their tickets: sign-ins and sign-ups by ticket."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.rules import attributes, identifiers, messages, redirects, tickets
from mockfapi.rules.messages import Letter
from mockfapi.world import World
from mockfapi.world.records import Invitation

DAY = 24 * 3_600_000
DAYS, MOST_DAYS = 30, 365


class InvitationFields(TypedDict, total=False):
    """What else may be said of an invitation. `ignore_existing` allows a second one, and one for a user."""

    redirect_url: str | None
    public_metadata: Mapping[str, Any]
    expires_in_days: int | None
    notify: bool
    ignore_existing: bool


def create(world: World, email_address: str, **more: Unpack[InvitationFields]) -> Invitation:
    """Invites an address to sign up; unless told not to, it gets a mail with the link."""
    if not attributes.attribute(world.instance.settings, "email_address").enabled:
        raise errors.invitations_not_supported()
    address = identifiers.email_address(email_address)
    target = more.get("redirect_url")
    if target is not None:
        target = redirects.require_absolute(target)
    metadata = attributes.metadata(more.get("public_metadata", {}), "public_metadata")
    expire_at = expiry(world, more.get("expires_in_days"))
    if not more.get("ignore_existing"):
        _require_new(world, address)
    now = world.clock.now
    it = world.invitations.save(
        Invitation(
            id=world.chance.id("inv"),
            email_address=address,
            created_at=now,
            updated_at=now,
            expire_at=expire_at,
            redirect_url=target,
            public_metadata=metadata,
        )
    )
    if more.get("notify", True):
        send(world, it, "invitation", "")
    return it


def revoke(world: World, it: Invitation) -> Invitation:
    """Takes a pending invitation back; an expired one, too."""
    if it.revoked_at is not None:
        raise errors.invitation_already_revoked()
    if it.accepted_at is not None:
        raise errors.invitation_already_accepted()
    now = world.clock.now
    return world.invitations.save(replace(it, revoked_at=now, updated_at=now))


def accept(world: World, it: Invitation) -> Invitation:
    """Marks an invitation as accepted."""
    now = world.clock.now
    return world.invitations.save(replace(it, accepted_at=now, updated_at=now))


def expiry(world: World, days: int | None) -> int:
    """When an invitation of so many days expires; between one day and a year."""
    if days is not None and not 1 <= days <= MOST_DAYS:
        reason = f"must be between 1 and {MOST_DAYS}"
        raise errors.form_param_value_invalid("expires_in_days", reason=reason)
    return world.clock.now + (days or DAYS) * DAY


def send(world: World, it: tickets.AnyInvitation, kind: str, place: str) -> None:
    """The mail with the link; `place` is the organization, if it is one that invites."""
    link = tickets.url(world, it)
    data: dict[str, Any] = {"action_url": link} | ({"org": {"name": place}} if place else {})
    messages.send(world, Letter("email", it.email_address, kind, data, link=link))


def _require_new(world: World, address: str) -> None:
    if identifiers.find_user(world, "email_address", address) is not None:
        raise errors.form_identifier_exists("email_address", kind="email address")
    pending = [it for it in world.invitations.where(email_address=address) if _is_pending(world, it)]
    if pending:
        raise errors.duplicate_record("email_address", email_addresses=[address])


def _is_pending(world: World, it: Invitation) -> bool:
    return tickets.status(world, it) == "pending"
