"""Tag Images: what was uploaded, in the size that a page asks for. An extension: Clerk has a host for it."""

from mockfapi.http.call import PublicCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Picture
from mockfapi.rules import pictures


@operation("readImage")
def read(call: PublicCall) -> Picture:
    image = call.world.images[call.path["image_id"]]
    width, height = call.query.number("width"), call.query.number("height")
    crop = call.query.text("fit") == "crop"
    return Picture(*pictures.scaled(image, width, height, crop))
