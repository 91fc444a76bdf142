"""Tag Sessions: what a client does with its sessions."""

from mockfapi import errors
from mockfapi.http.call import BrowserCall, DeviceCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import clients, sessions, tokens
from mockfapi.world.records import Client, Session


def _own(call: BrowserCall) -> Session:
    return sessions.of_client(call.world, call.client, call.path["session_id"])


def _live(call: BrowserCall) -> Session:
    it = _own(call)
    sessions.require_live(call.world, it)
    return it


@operation("getSession")
def read(call: BrowserCall) -> Session:
    return _own(call)


@operation("touchSession")
def touch(call: BrowserCall) -> Session:
    organization, intent = call.params.text("active_organization_id"), call.params.text("intent")
    if "active_organization_id" in call.params and organization is None:
        organization = ""
    return sessions.touch(call.world, _live(call), active_organization=organization, intent=intent)


@operation("endSession")
def end(call: BrowserCall) -> Session:
    return sessions.end(call.world, _own(call))


@operation("removeSession")
def remove(call: BrowserCall) -> Session:
    return sessions.remove(call.world, _own(call))


@operation("removeClientSessionsAndRetainCookie")
def remove_all(call: DeviceCall) -> Client:
    if call.client is None:
        raise errors.resource_not_found(kind="client", id="of this request")
    return clients.end_all(call.world, call.client)


@operation("createSessionToken")
def create_token(call: BrowserCall) -> Document:
    jwt = tokens.session_token(
        call.world,
        _live(call),
        origin=call.origin,
        organization=call.params.text("organization_id"),
        version=call.token_version,
    )
    return Document({"object": "token", "jwt": jwt})
