"""Many worlds side by side: found by name, secret key, host or the tag inside their credentials."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

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


class KeepingError(Exception):
    """Something could not be kept beyond the process; the text says why."""


class Keeper(Protocol):
    """Keeps worlds beyond the process. Told of everything with the lock held; may raise `KeepingError`."""

    def opened(self, world: World) -> None:
        """A world is new here."""

    def closed(self, name: str) -> None:
        """A world is gone, its snapshots with it."""

    def took(self, world: World, snapshot: str) -> None:
        """A snapshot is the world as it stands."""

    def dropped(self, world: World, snapshot: str) -> None:
        """A snapshot is gone."""

    def restored(self, world: World, snapshot: str) -> None:
        """A world is again what the snapshot is."""

    def keep(self, world: World) -> None:
        """A request is over. When this returns, what it did and all of the above is kept."""


class Worlds:
    """The worlds of one process. Thousands cost little: each is a fork with a few keys of its own.

    A `keeper` is told what happens to them.
    """

    def __init__(self) -> None:
        self.keeper: Keeper | None = None
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
        if self.keeper is not None:
            self.keeper.opened(world)
        return self._placed(Place(world, opened))

    def take_back(self, world: World, snapshots: Mapping[str, World]) -> World:
        """Opens a world that was kept, with its snapshots. One of them is how it began."""
        return self._placed(Place(world, snapshots[OPENED].fork, dict(snapshots)))

    def _placed(self, place: Place) -> World:
        world = place.world
        self._places[world.name] = place
        self._by_secret[world.keys.secret_key] = world
        self._by_host[world.keys.frontend_api] = world
        self._by_tag[world.chance.tag] = world
        self._by_kid[world.keys.instance_id] = world
        return world

    def remove(self, name: str) -> World:
        """Closes a world; nothing finds it any more."""
        if self.keeper is not None:
            self.keeper.closed(name)
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

    def take(self, world: World, name: str) -> World:
        """Keeps a snapshot of a world as it stands, under a name that is free."""
        snapshots = self.snapshots(world)
        if self.keeper is not None:
            self.keeper.took(world, name)
        snapshots[name] = world.fork()
        return snapshots[name]

    def drop(self, world: World, name: str) -> None:
        """Throws a snapshot away."""
        if self.keeper is not None:
            self.keeper.dropped(world, name)
        del self.snapshots(world)[name]

    def restore(self, world: World, name: str) -> None:
        """Takes a world back to a snapshot. Costs microseconds."""
        world.restore(self.snapshots(world)[name])
        if self.keeper is not None:
            self.keeper.restored(world, name)

    def reset(self, world: World) -> None:
        """Takes a world back to the state in which it was opened."""
        self.restore(world, OPENED)

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
