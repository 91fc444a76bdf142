"""Tag Client: the browser or device itself. Its own operations answer it in `response`, never beside it."""

from mockfapi.http.call import DeviceCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Alone, Cookie
from mockfapi.rules import clients
from mockfapi.world.records import Client


@operation("getClient")
def read(call: DeviceCall) -> Alone[Client | None]:
    return Alone(call.client)


@operation("putClient")
@operation("postClient")
def create(call: DeviceCall) -> Alone[Client]:
    return Alone(call.client_or_new())


@operation("deleteClientSessions")
def delete(call: DeviceCall) -> Alone[Client | None]:
    if call.client is not None:
        clients.drop(call.world, call.client)
        call.cookies.append(Cookie("__client", "", 0))
    return Alone(None)
