"""Sign-ups by ticket: an invitation proves the address and opens closed doors. The form: `sign_up_form`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, organization_invitations, sign_in_tickets, sign_up_form, tickets
from mockfapi.rules.tickets import AnyInvitation, Ticketed
from mockfapi.world import World
from mockfapi.world.records import (
    ActorToken,
    AgentTask,
    Invitation,
    OrganizationInvitation,
    SignInToken,
    SignUp,
    User,
    Verification,
)


def applied(world: World, it: SignUp, fields: Mapping[str, Any]) -> SignUp:
    """The sign-up with the address of the ticket that a form brings, if it brings one. Saves nothing."""
    ticket = fields.get("ticket")
    if ticket is None and fields.get("strategy") == tickets.STRATEGY and it.ticket_id is None:
        raise errors.form_conditional_param_missing("ticket", reason="the strategy ticket needs it")
    if ticket is not None:
        it = _with(world, it, _invitation(world, ticket))
    if it.ticket_id is not None:
        _require_same_address(it, fields)
    return it


def require_good(world: World, it: SignUp) -> None:
    """Refuses to go on with an invitation that was revoked or used meanwhile; expiring it may."""
    if it.ticket_id is None:
        return
    invitation = _of(world, it)
    if invitation is None or tickets.status(world, invitation) != "expired":
        tickets.require_pending(world, invitation or tickets.of_id(world, it.ticket_id))
    _require_room(world, invitation)


def accepted(world: World, it: SignUp, user: User) -> str | None:
    """Accepts the invitation of a sign-up that has made its user; the organization joined, if any."""
    invitation = _of(world, it)
    return None if invitation is None else sign_in_tickets.accepted(world, invitation, user)


def _invitation(world: World, ticket: str) -> AnyInvitation:
    """The invitation that a ticket stands for. Tokens belong to users, who have no need to sign up."""
    tickets.require_enabled(world)
    it = tickets.find(world, ticket)
    if isinstance(it, SignInToken):
        raise errors.sign_in_token_not_in_sign_in_code("ticket")
    if isinstance(it, ActorToken):
        raise errors.actor_token_not_in_sign_in_code("ticket")
    if isinstance(it, AgentTask):
        raise errors.agent_task_not_in_sign_in("ticket")
    tickets.require_pending(world, it)
    _require_room(world, it)
    if not attributes.attribute(world.instance.settings, "email_address").enabled:
        raise errors.invitations_not_supported("ticket")
    if tickets.invitee(world, it) is not None:
        exists = errors.organization_invitation_identification_already_exists
        raise (errors.invitation_account_exists if isinstance(it, Invitation) else exists)("ticket")
    return it


def _require_room(world: World, it: AnyInvitation | None) -> None:
    if isinstance(it, OrganizationInvitation):
        organization_invitations.require_room(world, it)


def _with(world: World, it: SignUp, invitation: AnyInvitation) -> SignUp:
    if it.ticket_id == invitation.id:
        return it
    proven = Verification(
        tickets.STRATEGY, attempts=None, expire_at=invitation.expire_at, verified_at=world.clock.now
    )
    # The metadata of an invitation to an organization are those of the membership.
    metadata = invitation.public_metadata if isinstance(invitation, Invitation) else {}
    return replace(
        it,
        ticket_id=invitation.id,
        email_address=invitation.email_address,
        email_verification=proven,
        public_metadata=metadata,
    )


def _require_same_address(it: SignUp, fields: Mapping[str, Any]) -> None:
    for name in ("email_address", sign_up_form.EITHER):
        given = fields.get(name)
        if given is not None and "@" in given and given.strip().lower() != it.email_address:
            raise errors.form_param_value_invalid(name, reason="is not the one that was invited")


def _of(world: World, it: SignUp) -> AnyInvitation | None:
    found: Ticketed | None = world.invitations.find(it.ticket_id) or world.organization_invitations.find(
        it.ticket_id
    )
    return found if isinstance(found, Invitation | OrganizationInvitation) else None
