"""The clock of a world, as tests move it."""

from datetime import UTC, datetime, timedelta

from mockfapi.clerk.lease import Lease

Moment = datetime | int | str
MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime.fromtimestamp(0, UTC)


class WorldClock:
    """World time. Moving it fires what falls due on the way, in order. It never goes back."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease

    @property
    def now(self) -> int:
        """World time in milliseconds since the epoch."""
        return self._lease.world.clock.now

    @property
    def moment(self) -> datetime:
        """World time as an aware datetime in UTC."""
        return EPOCH + self.now * MILLISECOND

    def advance(
        self,
        *,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
        milliseconds: float = 0,
    ) -> int:
        """Moves forward; answers the new time in milliseconds. A negative span is a ValueError."""
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds)
        with self._lease as world:
            return world.advance(_forward(span // MILLISECOND))

    def set(self, to: Moment) -> int:
        """Moves forward to a moment: an aware datetime, ISO 8601 text, or milliseconds since the epoch."""
        moment = milliseconds_of(to)
        with self._lease as world:
            return world.advance(_forward(moment - world.clock.now))

    def pin(self, to: Moment) -> None:
        """Stops the clock at a moment, also for token stamps. Neither time may have passed it."""
        moment = milliseconds_of(to)
        with self._lease as world:
            _forward(moment - world.clock.process)
            world.advance(_forward(moment - world.clock.now))
            world.clock.pin(moment)

    def freeze(self) -> None:
        """Stops the clock where it stands, also for token stamps; only `advance` and `set` move it then."""
        with self._lease as world:
            world.clock.freeze()

    def run(self) -> None:
        """Lets a stopped clock go on from where world time stands."""
        with self._lease as world:
            world.clock.run()


def milliseconds_of(moment: Moment) -> int:
    """Milliseconds since the epoch of a datetime (naive means UTC), ISO 8601 text or milliseconds."""
    if isinstance(moment, int) and not isinstance(moment, bool):
        return moment
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError as broken:
            raise ValueError(f"{moment!r} is no moment: write 2026-01-31 or 2026-01-31T12:00:00Z") from broken
    if not isinstance(moment, datetime):
        raise TypeError(f"{moment!r} is no moment: a datetime, ISO 8601 text or milliseconds since the epoch")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - EPOCH) // MILLISECOND


def _forward(milliseconds: int) -> int:
    if milliseconds < 0:
        raise ValueError(
            f"{-milliseconds} ms back: the clock only moves forward, "
            "or codes and tokens out there would come alive again"
        )
    return milliseconds
