"""Sessions as servers see them: ids in place of the user, no token."""

from mockfapi.rules import sessions
from mockfapi.views.lens import Json, Lens
from mockfapi.views.session_activity import activity
from mockfapi.world.records import Session


def session(lens: Lens, it: Session) -> Json:
    world = lens.world
    return {
        "id": it.id,
        "object": "session",
        "user_id": it.user_id,
        "client_id": it.client_id,
        "actor": None if it.actor is None else dict(it.actor),
        "status": sessions.status(world, it),
        "last_active_organization_id": sessions.active_organization(world, it),
        "last_active_at": it.last_active_at,
        "latest_activity": activity(it),
        "expire_at": it.expire_at,
        "abandon_at": it.abandon_at,
        "tasks": [{"key": key} for key in sessions.tasks(world, it)],
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
