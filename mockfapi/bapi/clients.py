"""Clients: what servers learn of browsers. So far the cookies of a handshake."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import handshakes


@operation("Clients_getHandshakePayload")
def redeem_handshake(call: BackendCall) -> Document:
    """The Set-Cookie lines that a nonce stands for; a second time nobody knows it."""
    it = handshakes.redeem(call.world, call.query.required("nonce"))
    return Document({"directives": list(it.directives)})
