"""Images that were uploaded."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of a user or organization, as it was uploaded."""

    id: str
    owner_id: str
    media_type: str
    content: bytes
    created_at: int
