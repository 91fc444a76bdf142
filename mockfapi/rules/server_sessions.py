"""Sessions as servers list, open and verify them. Browsers open theirs by signing in: `rules.sessions`."""

from collections.abc import Sequence

from mockfapi import errors
from mockfapi.rules import clients, dev_browsers, lockout, organizations, sessions, signing_keys, tokens
from mockfapi.rules.matches import ByField, Listed
from mockfapi.world import World
from mockfapi.world.records import Client, Session


def found(world: World, client_id: str | None, user_id: str | None, status: str | None) -> Sequence[Session]:
    """The sessions of a client or user, or of both, the newest first."""
    if not client_id and not user_id:
        raise errors.missing_query_parameter("client_id or user_id")
    wanted = {"user_id": user_id} if user_id else {"client_id": client_id}
    rows = [it for it in world.sessions.where(**wanted) if not client_id or it.client_id == client_id]
    return [it for it in rows[::-1] if status is None or sessions.status(world, it) == status]


def create(world: World, user_id: str, organization_id: str | None) -> Session:
    """Signs a user in on a client of its own. Nothing was proven, and that is what its tokens say."""
    if not dev_browsers.are_in_use(world):
        raise errors.request_invalid_for_environment(environment="development")
    user = world.users[user_id]
    lockout.require_not_barred(user)
    if organization_id:
        organization_id = organizations.find_for_member(world, user, organization_id).id
    entry = sessions.Entry(strategy=None, organization_id=organization_id or None)
    return sessions.open(world, clients.create(world), user, entry)


def revoke(world: World, session: Session) -> Session:
    """Ends a session, whoever uses it. One that is over stays as it is."""
    return sessions.close(world, session, "revoked") if sessions.is_live(world, session) else session


def verify(world: World, session: Session, token: str) -> Session:
    """The session, if the token is a valid one of it."""
    require_served(world)
    claims = signing_keys.verified(world, token)
    if claims is None:
        raise errors.invalid_session_token("token", reason="it was not signed by this instance")
    if claims.get("sid") != session.id:
        raise errors.invalid_session_token("token", reason="it belongs to another session")
    if world.clock.process // 1000 >= (claims.get("exp") or 0):
        raise errors.invalid_session_token("token", reason="it has expired")
    sessions.require_live(world, session)
    return session


def all_clients(world: World) -> Listed[Client]:
    """Every client, the newest first."""
    require_served(world)
    return Listed(world.clients, ByField(world.clients.order("created_at"), backwards=True))


def client_of(world: World, token: str) -> Client:
    """The client that a client token names."""
    try:
        it = tokens.client_of_token(world, token)
    except errors.ClerkError:
        raise errors.unknown_client_token("token") from None
    if it is None:
        raise errors.resource_not_found(kind="client", id="of this token")
    return it


def require_served(world: World) -> None:
    """Refuses operations that only older instances answer."""
    if not world.instance.settings.behaviour.deprecated_operations:
        raise errors.operation_deprecated()
