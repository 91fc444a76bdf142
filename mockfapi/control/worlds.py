"""Taking a world back to its beginning."""

from mockfapi.http.call import ControlCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document


@operation("resetWorld")
def reset(call: ControlCall) -> Document:
    call.stage.worlds.reset(call.world)
    keys = call.world.keys
    names = {"publishable_key": keys.publishable_key, "frontend_api": keys.frontend_api}
    return Document({"status": "healthy", "world": call.world.name, **names})
