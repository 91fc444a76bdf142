"""Tag Sessions: what a client does with its sessions."""

from mockfapi import errors
from mockfapi.http import needed
from mockfapi.http.call import BrowserCall, DeviceCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import clients, jwt_templates, reverifications, sessions, tokens
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world.records import Client, Reverification, Session


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
    it = _live(call)
    jwt = tokens.session_token(
        call.world,
        it,
        origin=call.origin,
        organization=call.params.text("organization_id"),
        version=call.token_version,
    )
    sessions.seen(call.world, it)
    return Document({"object": "token", "jwt": jwt})


@operation("createSessionTokenWithTemplate")
def create_token_with_template(call: BrowserCall) -> Document:
    it = _live(call)
    template = jwt_templates.named(call.world, call.path["template_name"])
    jwt = jwt_templates.token(call.world, it, template, origin=call.origin)
    sessions.seen(call.world, it)
    return Document({"object": "token", "jwt": jwt})


def _verifiable(call: BrowserCall) -> Session:
    """A live session of this client. Of any other one it only says that it is not."""
    it = call.world.sessions.find(call.path["session_id"])
    if it is None or it.client_id != call.client.id:
        raise errors.action_for_session_not_authorized()
    sessions.require_live(call.world, it)
    return it


@operation("startSessionReverification")
def start_reverification(call: BrowserCall) -> Reverification:
    return reverifications.start(call.world, _verifiable(call), call.params.required("level"))


@operation("prepareSessionReverificationFirstFactor")
def prepare_first_factor(call: BrowserCall) -> Reverification:
    it, params = _verifiable(call), call.params
    asked = Preparation(
        needed.text(params, "strategy"),
        email_address_id=params.text("email_address_id") or None,
        phone_number_id=params.text("phone_number_id") or None,
    )
    return reverifications.prepare_first_factor(call.world, it, asked)


@operation("attemptSessionReverificationFirstFactor")
def attempt_first_factor(call: BrowserCall) -> Reverification:
    it, params = _verifiable(call), call.params
    proof = Proof(
        password=params.text("password"),
        code=params.text("code"),
        public_key_credential=params.text("public_key_credential"),
    )
    return reverifications.attempt_first_factor(call.world, it, params.required("strategy"), proof)


@operation("prepareSessionReverificationSecondFactor")
def prepare_second_factor(call: BrowserCall) -> Reverification:
    """Only a phone can be prepared, so that leaving the strategy out means it."""
    it, params = _verifiable(call), call.params
    strategy = params.text("strategy") or "phone_code"
    asked = Preparation(strategy, phone_number_id=params.text("phone_number_id") or None)
    return reverifications.prepare_second_factor(call.world, it, asked)


@operation("attemptSessionReverificationSecondFactor")
def attempt_second_factor(call: BrowserCall) -> Reverification:
    it = _verifiable(call)
    strategy, proof = needed.text(call.params, "strategy"), Proof(code=call.params.text("code"))
    return reverifications.attempt_second_factor(call.world, it, strategy, proof)
