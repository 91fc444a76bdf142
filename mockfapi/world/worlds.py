"""Many worlds side by side: found by name, secret key, host or the tag inside their credentials."""

from collections.abc import Iterator

from mockfapi.ports.chance import TAG_LENGTH
from mockfapi.world import World

DEFAULT = "default"


class Worlds:
    """The worlds of one process. Each keeps the snapshot that a reset goes back to."""

    def __init__(self) -> None:
        self._by_name: dict[str, World] = {}
        self._by_secret: dict[str, World] = {}
        self._by_host: dict[str, World] = {}
        self._by_tag: dict[str, World] = {}
        self._by_kid: dict[str, World] = {}
        self._snapshots: dict[str, World] = {}

    def __iter__(self) -> Iterator[World]:
        return iter(list(self._by_name.values()))

    def __len__(self) -> int:
        return len(self._by_name)

    @property
    def default(self) -> World | None:
        """The world of requests that name no other."""
        return self._by_name.get(DEFAULT)

    def add(self, world: World) -> World:
        """Opens a world as it is now; that is also what a reset goes back to."""
        if world.name in self._by_name:
            raise ValueError(f"a world named {world.name!r} is open already")
        self._by_name[world.name] = world
        self._by_secret[world.keys.secret_key] = world
        self._by_host[world.keys.frontend_api] = world
        self._by_tag[world.chance.tag] = world
        self._by_kid[world.keys.instance_id] = world
        self._snapshots[world.name] = world.fork()
        return world

    def remove(self, name: str) -> None:
        """Closes a world; nothing finds it any more."""
        world = self._by_name.pop(name)
        del self._by_secret[world.keys.secret_key]
        del self._by_host[world.keys.frontend_api]
        del self._by_tag[world.chance.tag]
        del self._by_kid[world.keys.instance_id]
        del self._snapshots[name]

    def reset(self, world: World) -> None:
        """Takes a world back to the state in which it was opened. Costs microseconds."""
        world.restore(self._snapshots[world.name])

    def named(self, name: str) -> World | None:
        return self._by_name.get(name)

    def of_secret_key(self, secret_key: str) -> World | None:
        return self._by_secret.get(secret_key)

    def of_host(self, host: str) -> World | None:
        return self._by_host.get(host)

    def of_credential(self, credential: str) -> World | None:
        """The world whose tag a dev-browser token carries."""
        return self._by_tag.get(credential[-TAG_LENGTH:])

    def of_key_id(self, kid: str) -> World | None:
        """The world whose key signed a token."""
        return self._by_kid.get(kid)
