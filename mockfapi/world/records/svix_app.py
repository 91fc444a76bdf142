"""The application at Svix that an instance sends its webhooks by."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class SvixApp:
    """There is one at most."""

    id: str
    created_at: int
