"""Access tokens that this instance, as a provider, gave to OAuth applications."""

from collections.abc import Sequence

from mockfapi import errors
from mockfapi.rules import tagged
from mockfapi.world import World
from mockfapi.world.records import OAuthAccessToken

ID_LENGTH = 32
SECRET_LENGTH = 26
LIFETIME = 24 * 3_600_000
KIND = "OAuth access token"


def create(world: World, user_id: str, client_id: str, scopes: Sequence[str] = ()) -> OAuthAccessToken:
    """A token of a user for the application with this client id; it lives a day."""
    user = world.users[user_id]
    now = world.clock.now
    return world.oauth_access_tokens.save(
        OAuthAccessToken(
            id="oat_" + world.chance.hexadecimal("oat", ID_LENGTH),
            user_id=user.id,
            client_id=client_id,
            token="oat_" + world.chance.token("oauth_access_token", SECRET_LENGTH),
            created_at=now,
            updated_at=now,
            scopes=tuple(scopes),
            expire_at=now + LIFETIME,
        )
    )


def secret(world: World, it: OAuthAccessToken) -> str:
    """The token as applications send it."""
    return tagged.shown(world, it.token)


def is_expired(world: World, it: OAuthAccessToken) -> bool:
    return it.expire_at is not None and world.clock.now >= it.expire_at


def verify(world: World, text: str) -> OAuthAccessToken:
    """The token in force with this text."""
    stem = tagged.kept(world, text)
    it = None if stem is None else world.oauth_access_tokens.first(token=stem)
    if it is None or it.revoked_at is not None or is_expired(world, it):
        reasons = "it has expired or is revoked" if it is not None else "it is unknown"
        raise errors.secret_not_found(kind=KIND, reason=reasons)
    return it
