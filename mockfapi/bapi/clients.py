"""Group Clients: what servers learn of browsers, and the cookies of a handshake."""

from mockfapi.http import needed
from mockfapi.http.call import BackendCall
from mockfapi.http.lists import either
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import handshakes, server_sessions
from mockfapi.world.records import Client


@operation("Clients_listSortedByCreationDate")
def list_clients(call: BackendCall) -> Page[Client] | list[Client]:
    return either(call, server_sessions.all_clients(call.world))


@operation("Clients_verifyClientToken")
def verify(call: BackendCall) -> Client:
    return server_sessions.client_of(call.world, needed.text(call.params, "token"))


@operation("Clients_getDetails")
def read(call: BackendCall) -> Client:
    return call.world.clients[call.path["client_id"]]


@operation("Clients_getHandshakePayload")
def redeem_handshake(call: BackendCall) -> Document:
    """The Set-Cookie lines that a nonce stands for; a second time nobody knows it."""
    it = handshakes.redeem(call.world, call.query.required("nonce"))
    return Document({"directives": list(it.directives)})
