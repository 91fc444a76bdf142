"""Tag User: the signed-in person."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.world.records import User


@operation("getUser")
def read(call: SessionCall) -> User:
    return call.user
