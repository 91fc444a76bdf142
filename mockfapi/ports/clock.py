"""The world's clock. The only place that reads the time of the process."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something that is to happen at a moment; at the same moment, in the order of asking."""

    at: int
    number: int
    action: Callable[[Any], None] = field(compare=False)


class Clock:
    """World time in milliseconds since the epoch: process time or a pinned moment, plus an offset."""

    __slots__ = ("_asked", "_due", "offset", "pinned_at")

    def __init__(self, offset: int = 0, pinned_at: int | None = None) -> None:
        self.offset = offset
        self.pinned_at = pinned_at
        self._due: list[Due] = []
        self._asked = 0

    @property
    def process(self) -> int:
        """The time that stamps tokens, in milliseconds: apps verify them against their own clock."""
        if self.pinned_at is not None:
            return self.pinned_at
        return int(time.time() * 1000)

    @property
    def now(self) -> int:
        """The time that rules go by, in milliseconds."""
        # Not by way of `process`: rules ask a dozen times a request.
        return (int(time.time() * 1000) if self.pinned_at is None else self.pinned_at) + self.offset

    def advance(self, milliseconds: int) -> int:
        """Moves world time forward; answers the new time in milliseconds. Fires nothing: worlds do."""
        if milliseconds < 0:
            raise ValueError("the clock only moves forward")
        self.offset += milliseconds
        return self.now

    def pin(self, at: int | None) -> None:
        """Stops the clock at a moment in milliseconds, or lets it run again with None."""
        self.pinned_at = at
        self.offset = 0

    def freeze(self) -> None:
        """Stops the clock where it stands."""
        self.pinned_at = self.process

    def run(self) -> None:
        """Lets a stopped clock go on from where it stands."""
        stopped = self.now
        self.pinned_at = None
        self.offset = stopped - self.process

    def schedule(self, at: int, action: Callable[[Any], None]) -> None:
        """Queues an action for a moment in milliseconds; it is called with the world or its fork."""
        self._asked += 1
        heappush(self._due, Due(at, self._asked, action))

    def next_due(self, until: int) -> Due | None:
        """Takes the earliest action that is due at `until` or before off the queue."""
        return heappop(self._due) if self._due and self._due[0].at <= until else None

    def fork(self) -> "Clock":
        twin = Clock(self.offset, self.pinned_at)
        twin._due, twin._asked = list(self._due), self._asked
        return twin
