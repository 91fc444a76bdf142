"""Uploaded images: judged by their bytes, kept, told by an address. Drawing default ones: `images`."""

import warnings
from io import BytesIO

from mockfapi import errors
from mockfapi.world import World
from mockfapi.world.records import Image, User
from mockfapi.world.records import Organization as Org

PIXELS = 50_000_000
MEDIA = {"GIF": "image/gif", "JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
PATH = "/v1/images"


def store(world: World, owner: User | Org, content: bytes | None, param: str = "file", name: str = "") -> str:
    """Keeps an image in place of the one before, and answers its address; what is no image is refused."""
    if not content:
        raise errors.file_missing(param)
    media_type = _media_type(content, param)
    discard(world, owner)
    it = Image(world.chance.id("img"), owner.id, media_type, content, world.clock.now, name)
    world.images.save(it)
    return f"{world.caller.address}{PATH}/{it.id}"


def discard(world: World, owner: User | Org) -> None:
    """Forgets the image of a user or organization."""
    for it in world.images.where(owner_id=owner.id):
        world.images.remove(it.id)


def require_image(owner: User | Org) -> None:
    """Refuses to remove an image where there is none."""
    if owner.image_url is None:
        raise errors.image_not_found()


def _media_type(content: bytes, param: str) -> str:
    """What the bytes are, whatever the upload calls them."""
    from PIL import Image as Picture
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow warns of size, which is judged here, and of trifles; an app may make errors of warnings.
            warnings.simplefilter("ignore")
            return MEDIA[_kind_of(content, param)]
    except UnidentifiedImageError:
        raise errors.image_unreadable(param, reason="it is no JPEG, PNG, GIF or WebP") from None
    except (
        OSError,
        EOFError,
        SyntaxError,
        ValueError,
        LookupError,
        TypeError,
        Picture.DecompressionBombError,
    ):
        raise errors.image_unreadable(param, reason="its bytes are broken") from None


def _kind_of(content: bytes, param: str) -> str:
    """The name that Pillow has for the format of an image that it can read to its end."""
    from PIL import Image as Picture

    with Picture.open(BytesIO(content), formats=tuple(MEDIA)) as picture:
        kind, size = picture.format or "", picture.size
        if size[0] * size[1] > PIXELS:
            raise errors.image_unreadable(param, reason=f"it has more than {PIXELS} pixels")
        picture.verify()
    # What verifies may still lack pixels.
    with Picture.open(BytesIO(content), formats=tuple(MEDIA)) as picture:
        picture.load()
    return kind
