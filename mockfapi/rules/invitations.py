"""Invitations to the app: making, sending, revoking. Using their tickets: sign-ins and sign-ups by ticket."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.rules import attributes, filters, identifiers, messages, redirects, tickets
from mockfapi.rules.messages import Letter
from mockfapi.world import World
from mockfapi.world.records import Invitation

DAY = 24 * 3_600_000
DAYS, MOST_DAYS = 30, 365
MOST = 10
# What the mails of an invitation may look like, the usual one first.
TEMPLATES = ("invitation", "waitlist_invitation")
ORDERS: dict[str, Callable[[Invitation], object]] = {
    "created_at": lambda it: it.created_at,
    "updated_at": lambda it: it.updated_at,
    "expires_at": lambda it: it.expire_at,
    "email_address": lambda it: it.email_address,
}


class InvitationFields(TypedDict, total=False):
    """What else may be said of an invitation. `ignore_existing` allows a second one, and one for a user.

    `template_slug` is the template of the mail: invitation, or waitlist_invitation.
    """

    redirect_url: str | None
    public_metadata: Mapping[str, Any] | None
    expires_in_days: int | None
    notify: bool | None
    ignore_existing: bool | None
    template_slug: str


def create(world: World, email_address: str, **more: Unpack[InvitationFields]) -> Invitation:
    """Invites an address to sign up; unless told not to, it gets a mail with the link."""
    draft = _drafted(world, email_address, more)
    if not more.get("ignore_existing"):
        _require_new(world, [draft.email_address])
    return _made(world, draft, more)


def create_all(world: World, wishes: Sequence[Mapping[str, Any]]) -> list[Invitation]:
    """Invites several, all or nobody; each wish has an `email_address` and what else is said of it."""
    if len(wishes) > MOST:
        raise errors.bulk_size_exceeded(limit=MOST)
    if not wishes:
        raise errors.form_param_missing("email_address")
    drafts = [_drafted(world, wish["email_address"], wish) for wish in wishes]
    pairs = list(zip(drafts, wishes, strict=True))
    _require_new(world, [draft.email_address for draft, wish in pairs if not wish.get("ignore_existing")])
    return [_made(world, draft, wish) for draft, wish in pairs]


def found(
    world: World, status: str | None = None, query: str | None = None, order_by: str | None = None
) -> list[Invitation]:
    """The invitations of a status, else all that were not revoked; without an order the newest first.

    The query is an id, or part of an address.
    """
    rows = [it for it in world.invitations if _is_wanted(world, it, status)]
    rows = [it for it in rows if it.id == query or filters.mentions(query, [it.email_address])]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def remove(world: World, it: Invitation) -> Invitation:
    """Forgets an invitation, whatever its status, and the mails to whoever was invited by it."""
    for message in world.messages.where(to=it.email_address):
        # By its ticket: the mail may have been sent from another address of this mock.
        if message.kind in TEMPLATES and (message.link or "").endswith(f"?ticket={tickets.text(world, it)}"):
            world.messages.remove(message.id)
    return world.invitations.remove(it.id)


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


def _drafted(world: World, email_address: str, more: Mapping[str, Any]) -> Invitation:
    """The invitation as it would be, without an id; what is wrong with it is refused."""
    if not attributes.attribute(world.instance.settings, "email_address").enabled:
        raise errors.invitations_not_supported()
    address = identifiers.email_address(email_address)
    target = more.get("redirect_url")
    now = world.clock.now
    return Invitation(
        id="",
        email_address=address,
        created_at=now,
        updated_at=now,
        expire_at=expiry(world, more.get("expires_in_days")),
        redirect_url=None if target is None else redirects.require_absolute(target),
        public_metadata=attributes.metadata(more.get("public_metadata") or {}, "public_metadata"),
    )


def _made(world: World, draft: Invitation, more: Mapping[str, Any]) -> Invitation:
    it = world.invitations.save(replace(draft, id=world.chance.id("inv")))
    if more.get("notify") is not False:
        send(world, it, more.get("template_slug") or TEMPLATES[0], "")
    return it


def _require_new(world: World, addresses: Sequence[str]) -> None:
    """Refuses addresses of users, and those that are invited already, here or before."""
    for address in addresses:
        if identifiers.find_user(world, "email_address", address) is not None:
            raise errors.form_identifier_exists("email_address", kind="email address")
    twice = [address for address, times in Counter(addresses).items() if times > 1]
    invited = [it for it in addresses if any(map(partial(_is_pending, world), _to(world, it)))]
    if taken := sorted({*twice, *invited}):
        raise errors.duplicate_record("email_address", email_addresses=taken)


def _to(world: World, address: str) -> list[Invitation]:
    return world.invitations.where(email_address=address)


def _is_wanted(world: World, it: Invitation, status: str | None) -> bool:
    found = tickets.status(world, it)
    return found != "revoked" if status is None else found == status


def _is_pending(world: World, it: Invitation) -> bool:
    return tickets.status(world, it) == "pending"
