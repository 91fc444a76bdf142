"""Whoever is told that a world has changed. Who that is, is settled where the app is put together."""

from typing import Protocol

from mockfapi.world import World


class Courier(Protocol):
    """Brings the news of worlds to others."""

    def changed(self, world: World) -> None:
        """Called with the lock held, after every request; never waits for anybody."""

    @property
    def is_awaited(self) -> bool:
        """Whether `flush` might call anybody."""

    def flush(self) -> None:
        """Called after the answer to a request in process, without the lock."""

    def wake(self) -> None:
        """Called after the answer of a server."""
