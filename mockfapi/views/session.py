"""Sessions as JSON, with the whole user and a fresh token."""

from mockfapi.rules import sessions, tokens
from mockfapi.views.lens import Json, Lens
from mockfapi.views.public_user_data import public_user_data
from mockfapi.views.user import user
from mockfapi.world.records import Session


def session(lens: Lens, it: Session) -> Json:
    """A session that is over has no token. `tasks` appears only while there are some."""
    world, owner = lens.world, lens.world.users[it.user_id]
    status = sessions.status(world, it)
    face: Json = {
        "id": it.id,
        "object": "session",
        "status": status,
        "expire_at": it.expire_at,
        "abandon_at": it.abandon_at,
        "last_active_at": it.last_active_at,
        "last_active_token": _token(lens, it) if status in sessions.LIVE else None,
        "last_active_organization_id": sessions.active_organization(world, it),
        "actor": None if it.actor is None else dict(it.actor),
        "user": user(lens, owner),
        "public_user_data": public_user_data(lens, owner),
        "factor_verification_age": list(sessions.factor_ages(world, it)),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
    if due := sessions.tasks(world, it):
        face["tasks"] = [{"key": key} for key in due]
    return face


def _token(lens: Lens, it: Session) -> Json:
    jwt = tokens.session_token(lens.world, it, origin=lens.origin, version=lens.token_version)
    return {"object": "token", "jwt": jwt}
