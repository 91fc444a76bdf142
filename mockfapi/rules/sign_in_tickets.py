"""Sign-ins by ticket: complete at once, without an identifier and without a second factor."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import (
    agent_tasks,
    invitations,
    lockout,
    organization_invitations,
    sessions,
    sign_in_progress,
    tickets,
    users,
)
from mockfapi.rules.strategy import Proof
from mockfapi.rules.tickets import AnyInvitation, Ticketed
from mockfapi.world import World
from mockfapi.world.records import (
    ActorToken,
    AgentTask,
    Invitation,
    SignIn,
    SignInToken,
    User,
    Verification,
)


@dataclass(frozen=True, slots=True)
class Pass:
    """What a ticket gives: whom it lets in, who acts as them, for how long, and in which organization."""

    user: User
    actor: Mapping[str, Any] | None = None
    lifetime: int | None = None
    organization_id: str | None = None


def are_meant(strategy: str | None, proof: Proof) -> bool:
    """Whether a sign-in is asked for by ticket."""
    return strategy == tickets.STRATEGY or (strategy is None and bool(proof.ticket))


def entered(world: World, it: SignIn, proof: Proof) -> SignIn:
    """The sign-in, new or begun, completed by a ticket. A ticket for somebody else is refused."""
    tickets.require_enabled(world)
    if proof.ticket is None:
        raise errors.form_conditional_param_missing("ticket", reason="the strategy ticket needs it")
    if not proof.ticket:
        raise errors.form_param_nil("ticket")
    ticket = tickets.find(world, proof.ticket)
    tickets.require_pending(world, ticket)
    user = _whose(world, ticket)
    if it.user_id not in (None, user.id):
        raise errors.strategy_for_user_invalid("strategy")
    _require_admitted(world, it, ticket, user)
    given = _used(world, ticket, user)
    now = world.clock.now
    proven = Verification(tickets.STRATEGY, attempts=None, expire_at=ticket.expire_at, verified_at=now)
    known = replace(
        it,
        identifier=it.identifier or users.primary_identifier(world, user),
        user_id=user.id,
        first_factor=proven,
        ticket_id=ticket.id,
        actor=given.actor,
    )
    return sign_in_progress.completed(
        world,
        sign_in_progress.kept(world, known),
        lifetime=given.lifetime,
        organization_id=given.organization_id,
    )


def _whose(world: World, it: Ticketed) -> User:
    """The user whom a ticket lets in; without one it is refused, each kind in its own words."""
    user = _known(world, it)
    if not users.primary_identifier(world, user) and not users.identifications(world, user.id, "web3_wallet"):
        raise errors.sign_in_no_identification_for_user("ticket")
    return user


def _known(world: World, it: Ticketed) -> User:
    if isinstance(it, AgentTask):
        return agent_tasks.subject(world, it)
    if isinstance(it, SignInToken | ActorToken):
        user = world.users.find(it.user_id)
        if user is None and isinstance(it, ActorToken):
            raise errors.actor_token_subject_not_found("ticket")
        if user is None:
            raise errors.sign_in_identification_or_user_deleted("ticket")
        return user
    invitee = tickets.invitee(world, it)
    if invitee is None and isinstance(it, Invitation):
        raise errors.invitation_account_not_exists("ticket")
    if invitee is None:
        raise errors.organization_invitation_identification_not_exist("ticket")
    return invitee


def _require_admitted(world: World, it: SignIn, ticket: Ticketed, user: User) -> None:
    """Acting as somebody works beside or in place of another session; all else goes by the usual rules."""
    lockout.require_admissible(world, user)
    client = world.clients[it.client_id]
    if isinstance(ticket, ActorToken):
        sessions.require_no_actor(world, client)
        return
    sessions.require_may_start(world, client)
    sessions.refuse_double(world, client, user)


def _used(world: World, it: Ticketed, user: User) -> Pass:
    """Uses a ticket up."""
    now = world.clock.now
    if isinstance(it, SignInToken):
        world.sign_in_tokens.save(replace(it, used_at=now, updated_at=now))
        return Pass(user, organization_id=it.organization_id)
    if isinstance(it, ActorToken):
        world.actor_tokens.save(replace(it, used_at=now, updated_at=now))
        return Pass(user, actor=it.actor, lifetime=it.session_max_duration)
    if isinstance(it, AgentTask):
        world.agent_tasks.save(replace(it, used_at=now, updated_at=now))
        return Pass(user, lifetime=it.session_max_duration)
    return Pass(user, organization_id=accepted(world, it, user))


def accepted(world: World, it: AnyInvitation, user: User) -> str | None:
    """Accepts an invitation for a user, whose address it proves; the organization joined, if it is to one."""
    if isinstance(it, Invitation):
        invitations.accept(world, it)
        joined = None
    else:
        joined = organization_invitations.accept(world, it, user).organization_id
    _prove(world, it)
    return joined


def _prove(world: World, it: AnyInvitation) -> None:
    """Whoever brings the ticket has read the mail: the address is theirs."""
    for address in world.email_addresses.where(email_address=it.email_address):
        proof = Verification(
            tickets.STRATEGY, attempts=None, subject_id=address.id, verified_at=world.clock.now
        )
        users.prove(world, proof)
