"""Tag Active Sessions: all that a user has, wherever they are."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import user_sessions
from mockfapi.world.records import ActiveSession, ListedSession, Session


@operation("getUsersSessions")
def list_all(call: SessionCall) -> list[ListedSession]:
    return user_sessions.all_of(call.world, call.user)


@operation("getSessions")
def list_active(call: SessionCall) -> list[ActiveSession]:
    return user_sessions.active_of(call.world, call.user)


@operation("revokeSession", sensitive=True)
def revoke(call: SessionCall) -> Session:
    return user_sessions.revoke(call.world, call.session, call.path["session_id"])
