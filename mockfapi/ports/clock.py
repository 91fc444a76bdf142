"""The world's clock. The only place that reads the time of the process."""

import time


class Clock:
    """World time in milliseconds since the epoch: process time or a pinned moment, plus an offset."""

    __slots__ = ("offset", "pinned_at")

    def __init__(self, offset: int = 0, pinned_at: int | None = None) -> None:
        self.offset = offset
        self.pinned_at = pinned_at

    @property
    def process(self) -> int:
        """The time that stamps tokens, in milliseconds: apps verify them against their own clock."""
        if self.pinned_at is not None:
            return self.pinned_at
        return int(time.time() * 1000)

    @property
    def now(self) -> int:
        """The time that rules go by, in milliseconds."""
        return self.process + self.offset

    def advance(self, milliseconds: int) -> int:
        """Moves world time forward; answers the new time in milliseconds."""
        if milliseconds < 0:
            raise ValueError("the clock only moves forward")
        self.offset += milliseconds
        return self.now

    def pin(self, at: int | None) -> None:
        """Stops the clock at a moment in milliseconds, or lets it run again with None."""
        self.pinned_at = at
        self.offset = 0

    def fork(self) -> "Clock":
        return Clock(self.offset, self.pinned_at)
