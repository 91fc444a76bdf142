"""Clients as servers see them: ids of attempts, sessions without users."""

from mockfapi.rules import clients
from mockfapi.views.backend.session import session
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Client


def client(lens: Lens, it: Client) -> Json:
    world = lens.world
    live = clients.live_sessions(world, it)
    entering, joining = clients.current_sign_in(world, it), clients.current_sign_up(world, it)
    return {
        "object": "client",
        "id": it.id,
        "session_ids": [each.id for each in live],
        "sessions": [session(lens, each) for each in live],
        "sign_in_id": None if entering is None else entering.id,
        "sign_up_id": None if joining is None else joining.id,
        "last_active_session_id": clients.last_active_session(world, it),
        "last_authentication_strategy": it.last_authentication_strategy,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
