"""Clients as JSON: everything that a browser knows of itself."""

from mockfapi.rules import clients
from mockfapi.views.lens import Json, Lens
from mockfapi.views.session import session
from mockfapi.views.sign_in import sign_in
from mockfapi.views.sign_up import sign_up
from mockfapi.world.records import Client


def client(lens: Lens, it: Client) -> Json:
    """With its live sessions and the attempts in progress; complete ones are gone."""
    world = lens.world
    entering, joining = clients.current_sign_in(world, it), clients.current_sign_up(world, it)
    return {
        "object": "client",
        "id": it.id,
        "sessions": [session(lens, each) for each in clients.live_sessions(world, it)],
        "sign_in": None if entering is None else sign_in(lens, entering),
        "sign_up": None if joining is None else sign_up(lens, joining),
        "last_active_session_id": clients.last_active_session(world, it),
        "last_authentication_strategy": it.last_authentication_strategy,
        "cookie_expires_at": it.cookie_expires_at,
        "captcha_bypass": it.captcha_bypass,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
