"""Actor tokens: each lets an actor act as a user once, for a short session."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, tickets
from mockfapi.world import World
from mockfapi.world.records import ActorToken

LIFETIME = 3600
SESSION = 30 * 60
LONGEST = 10 * 365 * 24 * 3600


def create(
    world: World,
    user_id: str,
    actor: Mapping[str, Any],
    *,
    expires_in_seconds: int | None = None,
    session_max_duration_in_seconds: int | None = None,
) -> ActorToken:
    """A token to act as a user; `sub` of the actor says who does. Good for an hour, a session for half."""
    if world.users.find(user_id) is None:
        raise errors.resource_not_found("user_id", kind="user", id=user_id)
    claims = attributes.metadata(actor, "actor")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise errors.form_param_value_invalid("actor", reason="must have the id of the actor as its sub")
    now, lifetime = world.clock.now, tickets.lifetime(expires_in_seconds, LIFETIME, LONGEST)
    longest = tickets.lifetime(
        session_max_duration_in_seconds, SESSION, LONGEST, "session_max_duration_in_seconds"
    )
    id = world.chance.id("act")
    return world.actor_tokens.save(ActorToken(id, user_id, claims, now, now, now + lifetime, longest))


def revoke(world: World, it: ActorToken) -> ActorToken:
    """Takes a pending token back."""
    found = tickets.status(world, it)
    if found != "pending":
        raise errors.actor_token_cannot_be_revoked_code(status=found)
    now = world.clock.now
    return world.actor_tokens.save(replace(it, revoked_at=now, updated_at=now))
