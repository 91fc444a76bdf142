"""Sign-in tokens: each lets its user in once, without any other proof."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import organizations, tickets
from mockfapi.world import World
from mockfapi.world.records import SignInToken

LIFETIME = 30 * 24 * 3600
LONGEST = 10 * 365 * 24 * 3600


def create(
    world: World, user_id: str, *, expires_in_seconds: int | None = None, org_id: str | None = None
) -> SignInToken:
    """A token for a user, good for 30 days unless said otherwise; into an organization, if asked."""
    if world.users.find(user_id) is None:
        raise errors.resource_not_found("user_id", kind="user", id=user_id)
    if org_id is not None:
        place = world.organizations[org_id]
        if organizations.membership(world, place.id, user_id) is None:
            raise errors.authorization_invalid(reason="the user is no member of the organization")
    now, lifetime = world.clock.now, tickets.lifetime(expires_in_seconds, LIFETIME, LONGEST)
    id = world.chance.id("sit")
    return world.sign_in_tokens.save(
        SignInToken(id, user_id, now, now, now + lifetime, organization_id=org_id)
    )


def revoke(world: World, it: SignInToken) -> SignInToken:
    """Takes a pending token back."""
    found = tickets.status(world, it)
    if found != "pending":
        raise errors.sign_in_token_cannot_be_revoked_code(status=found)
    now = world.clock.now
    return world.sign_in_tokens.save(replace(it, revoked_at=now, updated_at=now))
