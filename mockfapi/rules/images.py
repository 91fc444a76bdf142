"""Default images: initials on a colour, as data URLs, so that no browser asks another host for them."""

from base64 import b64encode
from functools import lru_cache
from hashlib import blake2b
from html import escape

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" viewBox="0 0 80 80">'
    '<rect width="80" height="80" fill="hsl({hue},60%,45%)"/>'
    '<text x="40" y="41" fill="#fff" font-family="sans-serif" font-size="32" text-anchor="middle" '
    'dominant-baseline="central">{initials}</text></svg>'
)

# By this word clients know that nobody uploaded the image, so that there is nothing to remove.
PLACEHOLDER = "#avatar_placeholder"


@lru_cache(maxsize=4096)
def default(id: str, *names: str | None) -> str:
    """The image of whoever has this id and these names; the same each time."""
    initials = "".join(name.strip()[:1].upper() for name in names if name)[:2]
    drawn = initials if initials.isprintable() else ""
    hue = int.from_bytes(blake2b(id.encode(), digest_size=2).digest()) % 360
    picture = SVG.format(hue=hue, initials=escape(drawn)).encode("utf-8", "replace")
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}{PLACEHOLDER}"
