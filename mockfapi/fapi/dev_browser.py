"""Tag DevBrowser: the token that stands for the client's cookie on development instances."""

from mockfapi.http.call import PublicCall
from mockfapi.http.operation import operation
from mockfapi.rules import dev_browsers
from mockfapi.world.records import DevBrowser


@operation("createDevBrowser")
def create(call: PublicCall) -> DevBrowser:
    return dev_browsers.create(call.world)
