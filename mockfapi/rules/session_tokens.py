"""Session tokens that come back: whose session one is of. Making them is the work of `rules.tokens`."""

from mockfapi import errors
from mockfapi.rules import sessions, signing_keys
from mockfapi.world import World
from mockfapi.world.records import Session


def session_of(world: World, token: str | None) -> Session:
    """The live session that a token in force is of; any other token is refused, and so is none."""
    if token is None:
        raise errors.signed_out()
    claims = signing_keys.verified(world, token) or {}
    session, expires = world.sessions.find(str(claims.get("sid"))), claims.get("exp")
    if session is None or not isinstance(expires, int) or world.clock.process >= expires * 1000:
        raise errors.authentication_invalid()
    sessions.require_live(world, session)
    return session
