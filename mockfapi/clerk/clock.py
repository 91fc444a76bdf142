"""The clock of a world, as tests move it."""

from datetime import UTC, datetime, timedelta

from mockfapi.world import World

Moment = datetime | int | str
MILLISECOND = timedelta(milliseconds=1)


class WorldClock:
    """World time. Moving it fires what falls due on the way, in order."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def now(self) -> int:
        """World time in milliseconds since the epoch."""
        return self._world.clock.now

    @property
    def moment(self) -> datetime:
        """World time as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.now / 1000, UTC)

    def advance(
        self,
        *,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
        milliseconds: int = 0,
    ) -> int:
        """Moves forward; answers the new time in milliseconds. A negative span is a ValueError."""
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        total = span // MILLISECOND + milliseconds
        if total < 0:
            raise ValueError(
                "the clock only moves forward: codes and tokens out there would come alive again"
            )
        return self._world.advance(total)

    def set(self, to: Moment) -> int:
        """Moves forward to a moment: an aware datetime, ISO 8601 text, or milliseconds since the epoch."""
        return self.advance(milliseconds=milliseconds_of(to) - self.now)

    def freeze(self) -> None:
        """Stops world time where it stands; only `advance` and `set` move it from then on."""
        self._world.clock.freeze()


def milliseconds_of(moment: Moment) -> int:
    """Milliseconds since the epoch of a datetime (naive means UTC), ISO 8601 text or milliseconds."""
    if isinstance(moment, int):
        return moment
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError as broken:
            raise ValueError(f"{moment!r} is no moment: write 2026-01-31 or 2026-01-31T12:00:00Z") from broken
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.fromtimestamp(0, UTC)) // MILLISECOND
