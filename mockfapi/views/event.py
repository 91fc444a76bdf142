"""Events as they are sent: an envelope around the face that servers see of a record."""

from collections.abc import Callable, Mapping
from typing import Any

from mockfapi.rules.events import Event
from mockfapi.views import BAPI_VIEWS
from mockfapi.views.lens import Json, Lens
from mockfapi.world import World
from mockfapi.world import records as r
from mockfapi.world.journal import Caller


class BrokenEventError(Exception):
    """An event of ours that our own shapes forbid; says event, path, value and wish."""


def id_of(world: World, it: Event) -> str:
    """The id of the message that tells of an event: the same for everybody and every attempt."""
    return world.chance.id_of("msg", f"{it.number} {it.name} {it.subject.id}")


def event(world: World, it: Event) -> Json:
    """The whole payload; `world` as it was when it happened."""
    return {
        "object": "event",
        "type": it.name,
        "timestamp": it.at,
        "instance_id": world.instance.id,
        "event_attributes": {"http_request": _request(it.caller)},
        "data": _data(Lens(world), it),
    }


def _data(lens: Lens, it: Event) -> Json:
    kind = type(it.subject)
    face = (OWN.get(kind) or BAPI_VIEWS[kind])(lens, it.subject)
    return face if it.user_id is None else face | {"user_id": it.user_id}


def _session(lens: Lens, it: r.Session) -> Json:
    owner = lens.world.users[it.user_id]
    return BAPI_VIEWS[r.Session](lens, it) | {"user": BAPI_VIEWS[r.User](lens, owner)}


def _invitation(lens: Lens, it: r.OrganizationInvitation) -> Json:
    """With what is public of the organization, also where today's contract has it."""
    face = BAPI_VIEWS[r.OrganizationInvitation](lens, it)
    return face | {"data": {"public_organization_data": face["public_organization_data"]}}


def _request(caller: Caller) -> Json:
    return {"client_ip": caller.ip_address or "", "user_agent": caller.user_agent or ""}


# Where events show more than answers.
OWN: Mapping[type, Callable[[Any, Any], Json]] = {
    r.OrganizationInvitation: _invitation,
    r.Session: _session,
}
