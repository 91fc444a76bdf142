"""What a view looks through: a world and what is known of who asks."""

from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lens:
    """A world, the Origin of the request and the version of the claims that its tokens carry."""

    world: World
    origin: str | None = None
    token_version: int = 2
