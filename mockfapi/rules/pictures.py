"""Uploaded images in the sizes that pages ask for. Taking them in: `uploads`."""

from io import BytesIO

from mockfapi.world.records import Image


def scaled(it: Image, width: int | None, height: int | None, crop: bool = False) -> tuple[bytes, str]:
    """The bytes and their media type, never larger than the original; with `crop` exactly of that shape."""
    if width is None and height is None:
        return it.content, it.media_type
    from PIL import Image as Canvas
    from PIL import ImageOps

    with Canvas.open(BytesIO(it.content)) as original:
        # Cameras note which way is up, and what is made here carries no notes.
        picture = ImageOps.exif_transpose(original).convert("RGBA")
    wanted = (min(width or picture.width, picture.width), min(height or picture.height, picture.height))
    if crop:
        picture = ImageOps.fit(picture, wanted)
    else:
        picture.thumbnail(wanted)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue(), "image/png"
