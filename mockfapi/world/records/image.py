"""Images that were uploaded."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of a user or organization, as it was uploaded. `name` is what its sender called it."""

    id: str
    owner_id: str
    media_type: str
    content: bytes
    created_at: int
    name: str = ""
