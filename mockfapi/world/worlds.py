"""Many worlds side by side: found by name, secret key, host or the tag inside their credentials."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mockfapi.ports.chance import TAG_LENGTH
from mockfapi.world import World
from mockfapi.world.keys import Keys

DEFAULT = "default"


@dataclass(slots=True)
class Place:
    """A world, how it was opened, and the snapshots that were taken of it."""

    world: World
    opened: Callable[[], World]
    snapshots: dict[str, World] = field(default_factory=dict)


OPENED = "opened"


class Worlds:
    """The worlds of one process. Thousands cost little: each is a fork with a few keys of its own."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._by_secret: dict[str, World] = {}
        self._by_host: dict[str, World] = {}
        self._by_tag: dict[str, World] = {}
        self._by_kid: dict[str, World] = {}
        # An empty place to stand on for control requests that mean no world; nothing finds it by name.
        self.nowhere = World("")

    def __iter__(self) -> Iterator[World]:
        return iter([place.world for place in self._places.values()])

    def __len__(self) -> int:
        return len(self._places)

    @property
    def default(self) -> World | None:
        """The world of requests that name no other."""
        return self.named(DEFAULT)

    def add(self, world: World, opened: Callable[[], World] | None = None) -> World:
        """Opens a world as it is now; that is also what a reset goes back to.

        `opened` makes a world equal to this one when the first reset asks: most worlds never are reset.
        """
        if world.name in self._places:
            raise ValueError(f"a world named {world.name!r} is open already")
        if self.has_keys(world.keys):
            raise ValueError(f"another world has the keys of {world.name!r}")
        if opened is None:
            begun = world.fork()
            opened = begun.fork
        self._places[world.name] = Place(world, opened)
        self._by_secret[world.keys.secret_key] = world
        self._by_host[world.keys.frontend_api] = world
        self._by_tag[world.chance.tag] = world
        self._by_kid[world.keys.instance_id] = world
        return world

    def remove(self, name: str) -> World:
        """Closes a world; nothing finds it any more."""
        world = self._places.pop(name).world
        del self._by_secret[world.keys.secret_key]
        del self._by_host[world.keys.frontend_api]
        del self._by_tag[world.chance.tag]
        del self._by_kid[world.keys.instance_id]
        return world

    def snapshots(self, world: World) -> dict[str, World]:
        """The snapshots of a world by name; `opened` is how it began."""
        place = self._places[world.name]
        if not place.snapshots:
            place.snapshots[OPENED] = place.opened()
        return place.snapshots

    def reset(self, world: World) -> None:
        """Takes a world back to the state in which it was opened. Costs microseconds."""
        world.restore(self.snapshots(world)[OPENED])

    def is_open(self, world: World) -> bool:
        """Whether it is one of these worlds, not closed and not `nowhere`."""
        return self.named(world.name) is world

    def has_keys(self, keys: Keys) -> bool:
        """Whether an open world is found by one of these keys."""
        return keys.secret_key in self._by_secret or keys.frontend_api in self._by_host

    def named(self, name: str) -> World | None:
        place = self._places.get(name)
        return None if place is None else place.world

    def of_secret_key(self, secret_key: str) -> World | None:
        return self._by_secret.get(secret_key)

    def of_host(self, host: str) -> World | None:
        return self._by_host.get(host)

    def of_credential(self, credential: str) -> World | None:
        """The world whose tag a dev-browser token carries."""
        return self._by_tag.get(credential[-TAG_LENGTH:])

    def of_key_id(self, kid: str) -> World | None:
        """The world whose key signed a token."""
        # Keys that follow the first one add a dash and their number to its name.
        return self._by_kid.get(kid) or self._by_kid.get(kid.rpartition("-")[0])
