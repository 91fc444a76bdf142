"""The hold of a test on its world: it ends with the test, and one thread at a time has it."""

from threading import RLock
from types import TracebackType

from mockfapi.http.courier import Courier
from mockfapi.world import World


class Lease:
    """`with lease as world:` keeps the live server out meanwhile. After the end it is a RuntimeError.

    The courier brings what has changed to whoever listens, once the hold is over.
    """

    def __init__(self, world: World, lock: "RLock", courier: Courier | None = None) -> None:
        self._world = world
        self._lock = lock
        self._courier = courier
        self._depth = 0
        self.over = False

    @property
    def world(self) -> World:
        if self.over:
            raise RuntimeError(
                f"the world {self._world.name!r} is closed: the test or `with` block that opened it is over"
            )
        return self._world

    @property
    def name(self) -> str:
        """The name of the world, also when it is closed."""
        return self._world.name

    def check(self) -> None:
        """Refuses when the test is over."""
        self.world  # noqa: B018 - asking is enough

    def last_sight(self) -> World:
        """The world as it is or was: for reports about a test that is over."""
        return self._world

    def __enter__(self) -> World:
        world = self.world
        self._lock.acquire()
        self._depth += 1
        return world

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        courier = None if self._depth or self.over else self._courier
        try:
            if courier is not None:
                courier.changed(self._world)
        finally:
            self._lock.release()
        if courier is not None:
            courier.flush()
