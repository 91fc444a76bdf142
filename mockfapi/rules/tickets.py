"""Tickets: sealed texts that stand for a token or an invitation. What each lets somebody do is elsewhere."""

from collections.abc import Callable
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError, ErrorRow
from mockfapi.frozen import dataclass
from mockfapi.rules import attributes, identifiers
from mockfapi.world import World
from mockfapi.world.records import (
    ActorToken,
    AgentTask,
    Invitation,
    OrganizationInvitation,
    SignInToken,
    User,
)

STRATEGY = "ticket"
Token = SignInToken | ActorToken | AgentTask
AnyInvitation = Invitation | OrganizationInvitation
Ticketed = Token | AnyInvitation


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ticket: its table and what is said when the thing that it stands for is no use any more."""

    name: str
    record: type
    table: str
    revoked: ErrorRow
    accepted: ErrorRow
    gone: Callable[[str], ClerkError]


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "sign_in_token",
            SignInToken,
            "sign_in_tokens",
            errors.sign_in_token_revoked_code,
            errors.sign_in_token_already_used_code,
            lambda _: errors.sign_in_token_cannot_be_used_code(),
        ),
        Kind(
            "actor_token",
            ActorToken,
            "actor_tokens",
            errors.actor_token_revoked_code,
            errors.actor_token_already_used_code,
            lambda _: errors.actor_token_cannot_be_used_code(),
        ),
        Kind(
            "agent_task",
            AgentTask,
            "agent_tasks",
            errors.agent_task_revoked,
            errors.agent_task_already_used,
            lambda _: errors.agent_task_cannot_be_used(),
        ),
        Kind(
            "invitation",
            Invitation,
            "invitations",
            errors.revoked_invitation,
            errors.invitation_already_accepted,
            lambda id: errors.resource_not_found("ticket", kind="invitation", id=id),
        ),
        Kind(
            "organization_invitation",
            OrganizationInvitation,
            "organization_invitations",
            errors.organization_invitation_revoked_code,
            errors.organization_invitation_already_accepted,
            lambda _: errors.organization_invitation_not_found("ticket"),
        ),
    )
}


def kind_of(it: Ticketed) -> Kind:
    """Which kind of ticket stands for this record."""
    return next(kind for kind in KINDS.values() if isinstance(it, kind.record))


def text(world: World, it: Ticketed) -> str:
    """The ticket: only this world takes it back, and equal records have equal tickets."""
    claims: dict[str, Any] = {"iss": world.issuer, "sid": it.id, "st": kind_of(it).name}
    if it.expire_at is not None:
        claims["exp"] = it.expire_at // 1000
    if isinstance(it, OrganizationInvitation):
        claims["oid"] = it.organization_id
    return world.signer.seal(claims)


def url(world: World, it: Ticketed) -> str:
    """The link of a ticket, at the address under which this world was asked; a path where nobody asked."""
    path = "/v1/agents/tasks" if isinstance(it, AgentTask) else "/v1/tickets/accept"
    return f"{world.caller.address}{path}?ticket={text(world, it)}"


def find(world: World, ticket: str) -> Ticketed:
    """What a ticket stands for. Forged and foreign ones are refused, and those whose record is gone."""
    payload = world.signer.unseal(ticket) or {}
    kind, id = KINDS.get(str(payload.get("st"))), payload.get("sid")
    if kind is None or not isinstance(id, str):
        raise errors.ticket_invalid_code("ticket")
    found: Ticketed | None = getattr(world, kind.table).find(id)
    if found is None:
        if "oid" in payload and world.organizations.find(payload["oid"]) is None:
            raise errors.organization_invitation_to_deleted_organization("ticket")
        raise kind.gone(id)
    return found


def names(world: World, ticket: str) -> str | None:
    """The id that a ticket names, good or not; None when it is none of this world's."""
    payload = world.signer.unseal(ticket) or {}
    return payload.get("sid") if payload.get("st") in KINDS else None


def every(world: World) -> list[Ticketed]:
    """All tokens and invitations of a world, oldest first within their kind."""
    return [it for kind in KINDS.values() for it in getattr(world, kind.table)]


def of_id(world: World, id: str) -> Ticketed:
    """The token or invitation with this id."""
    for kind in KINDS.values():
        found: Ticketed | None = getattr(world, kind.table).find(id)
        if found is not None:
            return found
    raise errors.resource_not_found(kind="ticket", id=id)


def status(world: World, it: Ticketed) -> str:
    """Worked out from the facts: pending, accepted, revoked or expired."""
    if it.revoked_at is not None:
        return "revoked"
    if used_at(it) is not None:
        return "accepted"
    return "expired" if it.expire_at is not None and world.clock.now >= it.expire_at else "pending"


def used_at(it: Ticketed) -> int | None:
    """When it was used or accepted; None while it was not."""
    return it.accepted_at if isinstance(it, Invitation | OrganizationInvitation) else it.used_at


def require_pending(world: World, it: Ticketed) -> None:
    """Refuses what was revoked, was used or has expired."""
    kind, found = kind_of(it), status(world, it)
    if found == "revoked":
        raise kind.revoked("ticket")
    if found == "accepted":
        raise kind.accepted("ticket")
    if found == "expired":
        raise errors.ticket_expired_code("ticket")
    if isinstance(it, OrganizationInvitation) and world.organizations.find(it.organization_id) is None:
        raise errors.organization_invitation_to_deleted_organization("ticket")


def require_enabled(world: World) -> None:
    """Refuses tickets where the instance takes none."""
    if not attributes.attribute(world.instance.settings, STRATEGY).enabled:
        raise errors.form_param_value_disabled("strategy", value=STRATEGY)


def invitee(world: World, it: AnyInvitation) -> User | None:
    """The user who has the address of an invitation."""
    return identifiers.find_user(world, "email_address", it.email_address)


def lifetime(seconds: int | None, default: int, most: int, param: str = "expires_in_seconds") -> int:
    """A lifetime in milliseconds, given in seconds; one out of range is refused."""
    if seconds is None:
        return default * 1000
    if not 1 <= seconds <= most:
        raise errors.form_param_value_invalid(param, reason=f"must be between 1 and {most}")
    return seconds * 1000
