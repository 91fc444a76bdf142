"""The sessions of a user on all clients: listing them, ending another one. One client's: `sessions`."""

from mockfapi import errors
from mockfapi.rules import sessions
from mockfapi.world import World
from mockfapi.world.records import ActiveSession, ListedSession, Session, User


def all_of(world: World, user: User) -> list[ListedSession]:
    """Every session that the user ever had, the newest first."""
    return [ListedSession(it) for it in reversed(world.sessions.where(user_id=user.id))]


def active_of(world: World, user: User) -> list[ActiveSession]:
    """The live sessions of the user, on whichever client, the newest first."""
    own = reversed(world.sessions.where(user_id=user.id))
    return [ActiveSession(it) for it in own if sessions.is_live(world, it)]


def revoke(world: World, current: Session, session_id: str) -> Session:
    """Ends another session of the same user. One of somebody else is as unknown as one that never was."""
    it = world.sessions.find(session_id)
    if it is None or it.user_id != current.user_id:
        raise errors.resource_not_found(kind="session", id=session_id)
    if it.id == current.id:
        raise errors.current_session_not_revocable()
    if not sessions.is_live(world, it):
        raise errors.invalid_action_for_session(status=sessions.status(world, it))
    return sessions.close(world, it, "revoked")
