"""Group Sessions: servers find, open, end and refresh sessions, and ask for their tokens."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import either
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.http.results import Document, Page
from mockfapi.rules import jwt_templates, server_sessions, session_refresh, sessions, tokens
from mockfapi.rules.session_refresh import Expired
from mockfapi.world.records import Session


def _session(call: BackendCall) -> Session:
    return call.world.sessions[call.path["session_id"]]


def _live(call: BackendCall) -> Session:
    it = _session(call)
    sessions.require_live(call.world, it)
    return it


def _token(jwt: str) -> Document:
    return Document({"object": "token", "jwt": jwt})


def _lifetime(params: Params) -> int | None:
    return params.number("expires_in_seconds")


@operation("Sessions_listSortedByCreationDate")
def list_sessions(call: BackendCall) -> Page[Session] | list[Session]:
    client_id, user_id = call.query.text("client_id"), call.query.text("user_id")
    return either(call, server_sessions.found(call.world, client_id, user_id, call.query.text("status")))


@operation("Sessions_createSession")
def create(call: BackendCall) -> Session:
    organization = call.params.text("active_organization_id")
    return server_sessions.create(call.world, call.params.required("user_id"), organization)


@operation("Sessions_getDetails")
def read(call: BackendCall) -> Session:
    return _session(call)


@operation("Sessions_revokeSession")
def revoke(call: BackendCall) -> Session:
    return server_sessions.revoke(call.world, _session(call))


@operation("Sessions_verifySession")
def verify(call: BackendCall) -> Session:
    return server_sessions.verify(call.world, _session(call), call.params.text("token") or "")


@operation("Sessions_createSessionToken")
def create_token(call: BackendCall) -> Document:
    it, lifetime = _live(call), _lifetime(call.params)
    jwt = tokens.session_token(call.world, it, origin=None, version=call.token_version, lifetime=lifetime)
    return _token(jwt)


@operation("Sessions_createSessionTokenFromTemplate")
def create_token_from_template(call: BackendCall) -> Document:
    it, lifetime = _live(call), _lifetime(call.params)
    template = jwt_templates.named(call.world, call.path["template_name"])
    return _token(jwt_templates.token(call.world, it, template, origin=None, lifetime=lifetime))


@operation("Sessions_refreshSession")
def refresh(call: BackendCall) -> Document:
    params, origin = call.params, call.params.required("request_origin")
    brought = Expired(params.required("expired_token"), params.required("refresh_token"), origin)
    id, version = call.path["session_id"], call.token_version
    session, token = session_refresh.refresh(call.world, id, brought, version=version)
    if params.text("format") != "cookie":
        return _token(token)
    suffixed = bool(call.query.flag("suffixed_cookies") or params.flag("suffixed_cookies"))
    lines = session_refresh.cookies(call.world, session, token, origin, suffixed=suffixed)
    return Document({"object": "cookies", "cookies": lines})
