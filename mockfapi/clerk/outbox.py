"""The messages of a world, as tests read them."""

import time
from collections.abc import Iterator

from mockfapi.world import World
from mockfapi.world.records import Message

PAUSE_S = 0.01


class Outbox:
    """E-mails and SMS that were "sent", oldest first. `to` is an address or number in any spelling."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __iter__(self) -> Iterator[Message]:
        return iter(self._world.messages)

    def __len__(self) -> int:
        return len(self._world.messages)

    def all(self, to: str | None = None) -> list[Message]:
        """Every message, or those to one recipient."""
        return list(self) if to is None else self._world.messages.where(to=to.strip().lower())

    def last(self, to: str | None = None) -> Message:
        """The newest message, with its `.code`, `.link`, `.subject`. LookupError when there is none."""
        found = self.all(to)
        if not found:
            others = ", ".join(sorted({it.to for it in self})) or "nobody"
            raise LookupError(f"nothing was sent to {to or 'anybody'}; there are messages to {others}")
        return found[-1]

    def wait(self, to: str | None = None, timeout: float = 5.0) -> Message:
        """The newest message, awaited for up to `timeout` seconds: for a live server and real browsers."""
        limit = time.monotonic() + timeout
        while not self.all(to) and time.monotonic() < limit:
            time.sleep(PAUSE_S)
        return self.last(to)

    def clear(self) -> None:
        for it in self:
            self._world.messages.remove(it.id)
