"""Sessions as their user sees them in lists: without tokens, for they may belong to other browsers."""

from mockfapi.rules import activities, sessions
from mockfapi.views.lens import Json, Lens
from mockfapi.views.session import session
from mockfapi.world.records import ActiveSession, Activity, ListedSession, Session


def listed_session(lens: Lens, it: ListedSession) -> Json:
    """The whole session but for its token."""
    return session(lens, it.session) | {"last_active_token": None}


def active_session(lens: Lens, it: ActiveSession) -> Json:
    """The facts of the session, and the device that it was used from last."""
    world, own = lens.world, it.session
    face: Json = {
        "id": own.id,
        "object": "session",
        "status": sessions.status(world, own),
        "expire_at": own.expire_at,
        "abandon_at": own.abandon_at,
        "last_active_at": own.last_active_at,
        "last_active_token": None,
        "actor": None if own.actor is None else dict(own.actor),
        "latest_activity": activity(own),
    }
    if due := sessions.tasks(world, own):
        face["tasks"] = [{"key": key} for key in due]
    return face


def activity(it: Session) -> Json:
    """The device and place of a session; what is not known is left out."""
    seen = it.activity or Activity(it.id.replace("sess_", "sess_activity_", 1))
    device, place = activities.device(seen), activities.place(seen)
    known = {
        "device_type": device.type,
        "browser_name": device.browser_name,
        "browser_version": device.browser_version,
        "ip_address": seen.ip_address,
        "city": place[0] if place else None,
        "country": place[1] if place else None,
    }
    face: Json = {"object": "session_activity", "id": seen.id, "is_mobile": device.is_mobile}
    return face | {name: value for name, value in known.items() if value is not None}
