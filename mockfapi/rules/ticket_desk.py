"""Where tests get their tickets: people and organizations by whatever names them. Not part of Clerk."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.rules import (
    actor_tokens,
    agent_tasks,
    invitations,
    organization_invitations,
    organizations,
    sign_in_tokens,
    tickets,
)
from mockfapi.rules.tickets import AnyInvitation, Ticketed
from mockfapi.world import World
from mockfapi.world.records import (
    ActorToken,
    AgentTask,
    Invitation,
    Organization,
    SignInToken,
    User,
)


class Lifetimes(TypedDict, total=False):
    """How long a token may be used, and how long its session lasts, in seconds."""

    expires_in_seconds: int | None
    session_max_duration_in_seconds: int | None


class Wishes(TypedDict, total=False):
    """What else may be said of an invitation; those with an organization are into it, in a role."""

    organization: str | None
    role: str | None
    inviter: str | None
    redirect_url: str | None
    public_metadata: Mapping[str, Any] | None
    expires_in_days: int | None
    notify: bool | None
    ignore_existing: bool | None


def sign_in(world: World, user: str, *, expires_in_seconds: int | None = None) -> SignInToken:
    """A token that lets a user in."""
    return sign_in_tokens.create(world, user_named(world, user).id, expires_in_seconds=expires_in_seconds)


def impersonate(
    world: World, user: str, actor: str | Mapping[str, Any], **lifetimes: Unpack[Lifetimes]
) -> ActorToken:
    """A token to act as a user; the actor is another user, or the claim in full."""
    claim = {"sub": user_named(world, actor, "actor").id} if isinstance(actor, str) else actor
    return actor_tokens.create(world, user_named(world, user).id, claim, **lifetimes)


def agent(world: World, user: str, redirect_url: str, **lifetimes: Unpack[Lifetimes]) -> AgentTask:
    """A task of an agent in the name of a user."""
    return agent_tasks.create(world, user_named(world, user).id, redirect_url, **lifetimes)


def invite(world: World, email_address: str, **wishes: Unpack[Wishes]) -> AnyInvitation:
    """An invitation to the app, or to an organization."""
    given: Any = {key: value for key, value in wishes.items() if value is not None}
    name, role, inviter = given.pop("organization", None), given.pop("role", None), given.pop("inviter", None)
    if name is None:
        for param, value in (("role", role), ("inviter", inviter)):
            if value is not None:
                raise errors.form_conditional_param_missing("organization", reason=f"{param} is one in it")
        return invitations.create(world, email_address, **given)
    if given.pop("ignore_existing", False):
        reason = "is for invitations to the app"
        raise errors.form_param_value_invalid("ignore_existing", reason=reason)
    if inviter is not None:
        given["inviter_user_id"] = user_named(world, inviter, "inviter").id
    place = _organization(world, name)
    role = role or organizations.default_role(world, place)
    return organization_invitations.create(world, place, email_address, role, **given)


def revoke(world: World, id: str) -> Ticketed:
    """Takes back whatever has this id."""
    it = tickets.of_id(world, id)
    if isinstance(it, SignInToken):
        return sign_in_tokens.revoke(world, it)
    if isinstance(it, ActorToken):
        return actor_tokens.revoke(world, it)
    if isinstance(it, AgentTask):
        return agent_tasks.revoke(world, it)
    if isinstance(it, Invitation):
        return invitations.revoke(world, it)
    return organization_invitations.revoke(world, it)


def user_named(world: World, name: str, param: str = "user") -> User:
    """A user by id, address, number or username."""
    written = name.strip()
    for table, key in ((world.email_addresses, "email_address"), (world.phone_numbers, "phone_number")):
        found: Any = table.first(**{key: written.lower()})
        if found is not None:
            return world.users[found.user_id]
    user = world.users.find(written) or world.users.first(username=written.lower())
    if user is None:
        raise errors.resource_not_found(param, kind="user", id=name)
    return user


def _organization(world: World, name: str) -> Organization:
    """An organization by id, slug or name."""
    found = world.organizations.find(name) or world.organizations.first(slug=name)
    found = found or next((it for it in world.organizations if it.name == name), None)
    if found is None:
        raise errors.resource_not_found("organization", kind="organization", id=name)
    return found
