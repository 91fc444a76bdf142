"""What the changes of a request mean to others: events by Clerk's names, in order. Nothing is sent here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.rules import sessions
from mockfapi.world import World
from mockfapi.world.journal import Caller, Change
from mockfapi.world.records import Deleted, Membership, Session

NAMES = tuple(
    f"{noun}.{verb}"
    for noun, verbs in {
        "email": ("created",),
        "organization": ("created", "updated", "deleted"),
        "organizationDomain": ("created", "updated", "deleted"),
        "organizationInvitation": ("created", "accepted", "revoked"),
        "organizationMembership": ("created", "updated", "deleted"),
        "paymentAttempt": ("created", "updated"),
        "permission": ("created", "updated", "deleted"),
        "role": ("created", "updated", "deleted"),
        "session": ("created", "pending", "ended", "removed", "revoked"),
        "sms": ("created",),
        "subscription": ("created", "updated", "active", "pastDue"),
        "subscriptionItem": (
            *("abandoned", "active", "canceled", "ended", "freeTrialEnding"),
            *("incomplete", "pastDue", "upcoming", "updated"),
        ),
        "user": ("created", "updated", "deleted"),
        "waitlistEntry": ("created", "updated"),
    }.items()
    for verb in verbs
)
# What changes by mere use is no news.
QUIET = {
    *("failed_attempts", "last_active_at", "last_sign_in_at", "last_step"),
    *("last_used_at", "sign_count", "updated_at"),
}
# Rows that show inside their user: a change of theirs is one of the user's.
PARTS = {
    *("email_addresses", "enterprise_accounts", "external_accounts", "passkeys"),
    *("phone_numbers", "totps", "web3_wallets"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What became of one row in a request; `number` is that of its first change."""

    number: int
    at: int
    table: str
    id: str
    before: Any
    after: Any
    caller: Caller


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth telling. `subject` is the record that it shows, `user_id` who accepted an invitation.

    `gone`: the world before the request has to be asked about it, the one after it does not know it any more.
    """

    number: int
    at: int
    name: str
    subject: Any
    caller: Caller
    user_id: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one request changed: the world before and after it, and every row once."""

    then: World
    now: World
    facts: tuple[Fact, ...]


Source = Callable[[Turn, Fact], Iterable[Event]]


def events_of(then: World, now: World, changes: Iterable[Change]) -> list[Event]:
    """The events of one request, in the order of the changes that they follow from."""
    facts = tuple(_folded(changes))
    turn = Turn(then, now, (*facts, *_owners(now, facts)))
    known = {(it.table, it.id): it for it in turn.facts if it.table in SOURCES}
    known |= {(it.table, it.id): it for it in _affected(turn) if (it.table, it.id) not in known}
    found = sorted(known.values(), key=lambda it: it.number)
    return [event for fact in found for event in SOURCES[fact.table](turn, fact)]


def matters(change: Change) -> bool:
    """Whether events may follow from a change."""
    return change.table in SOURCES or change.table in PARTS


def _folded(changes: Iterable[Change]) -> Iterator[Fact]:
    """One fact a row: what it was at first and what it is at last."""
    first: dict[tuple[str, str], Change] = {}
    last: dict[tuple[str, str], Change] = {}
    for change in changes:
        key = (change.table, change.id)
        first.setdefault(key, change)
        last[key] = change
    for key, it in first.items():
        after, caller = last[key].after, last[key].caller
        if it.before is not after:
            yield Fact(it.number, it.at, it.table, it.id, it.before, after, caller)


def _owners(now: World, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The users in whom something changed while their own rows stayed as they were."""
    seen = {it.id for it in facts if it.table == "users"}
    for it in facts:
        id = getattr(it.after or it.before, "user_id", None)
        owner = now.users.find(id)
        if it.table in PARTS and owner is not None and owner.id not in seen and _is_news(it.before, it.after):
            seen.add(owner.id)
            yield Fact(it.number, it.at, "users", owner.id, owner, owner, it.caller)


def _affected(turn: Turn) -> Iterator[Fact]:
    """Sessions whose rows stayed as they were while their users changed: their status may follow."""
    for it in turn.facts:
        if it.table == "memberships":
            id = (it.after or it.before).user_id
        elif it.table == "users" and (it.before is it.after or _is_news(it.before, it.after)):
            id = it.id
        else:
            continue
        for session in turn.now.sessions.where(user_id=id):
            yield Fact(it.number, it.at, "sessions", session.id, session, session, it.caller)


def _is_news(before: Any, after: Any) -> bool:
    """Whether two versions of a row differ in more than their use."""
    if before is None or after is None:
        return before is not after
    names = (it.name for it in fields(before) if it.name not in QUIET)
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _event(fact: Fact, name: str, subject: Any, user_id: str | None = None) -> Event:
    return Event(fact.number, fact.at, name, subject, fact.caller, user_id, fact.after is None)


def _plain(noun: str, kind: str | None = None) -> Source:
    """Created, updated, deleted. `kind` is what a deleted one is called; without, it is shown whole."""

    def source(turn: Turn, fact: Fact) -> Iterator[Event]:
        if fact.before is None:
            yield _event(fact, f"{noun}.created", fact.after)
        elif fact.after is None:
            gone = fact.before if kind is None else Deleted(fact.id, kind)
            yield _event(fact, f"{noun}.deleted", gone)
        elif _is_news(fact.before, fact.after) or _has_news_inside(turn, fact):
            yield _event(fact, f"{noun}.updated", fact.after)

    return source


def _has_news_inside(turn: Turn, fact: Fact) -> bool:
    return fact.table == "users" and any(
        it.table in PARTS
        and getattr(it.after or it.before, "user_id", None) == fact.id
        and _is_news(it.before, it.after)
        for it in turn.facts
    )


def _session(turn: Turn, fact: Fact) -> Iterator[Event]:
    """By status before and after; a session of somebody who is gone is none that anybody is told about."""
    it: Session | None = turn.now.sessions.find(fact.id)
    if it is None or turn.now.users.find(it.user_id) is None:
        return
    before = turn.then.sessions.find(fact.id)
    was = None if before is None else sessions.status(turn.then, before)
    status = sessions.status(turn.now, it)
    name = {"active": "session.created"}.get(status, f"session.{status}")
    if status != was and name in NAMES:
        yield _event(fact, name, it)


def _invitation(turn: Turn, fact: Fact) -> Iterator[Event]:
    noun, before, after = "organizationInvitation", fact.before, fact.after
    if after is None:
        return
    if before is None:
        yield _event(fact, f"{noun}.created", after)
    if after.accepted_at is not None and (before is None or before.accepted_at is None):
        yield _event(fact, f"{noun}.accepted", after, _who_joined(turn, after.organization_id))
    if after.revoked_at is not None and (before is None or before.revoked_at is None):
        yield _event(fact, f"{noun}.revoked", after)


def _who_joined(turn: Turn, organization_id: str) -> str | None:
    for it in turn.facts:
        member = it.after
        if it.before is None and isinstance(member, Membership) and member.organization_id == organization_id:
            return member.user_id
    return None


def _message(_: Turn, fact: Fact) -> Iterator[Event]:
    if fact.before is None and fact.after is not None:
        yield _event(fact, "email.created" if fact.after.channel == "email" else "sms.created", fact.after)


def _waiting(_: Turn, fact: Fact) -> Iterator[Event]:
    if fact.after is not None and fact.before is None:
        yield _event(fact, "waitlistEntry.created", fact.after)
    elif fact.after is not None and _is_news(fact.before, fact.after):
        yield _event(fact, "waitlistEntry.updated", fact.after)


# A table whose changes are events has its line here.
SOURCES: Mapping[str, Source] = {
    "memberships": _plain("organizationMembership"),
    "messages": _message,
    "organization_domains": _plain("organizationDomain", "organization_domain"),
    "organization_invitations": _invitation,
    "organizations": _plain("organization", "organization"),
    "permissions": _plain("permission", "permission"),
    "roles": _plain("role", "role"),
    "sessions": _session,
    "users": _plain("user", "user"),
    "waitlist": _waiting,
}
