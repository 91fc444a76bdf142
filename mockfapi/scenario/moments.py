"""Times and durations as people write them. Whoever resolves them brings the clock."""

import re
from datetime import UTC, datetime, timedelta

UNITS = {
    "millisecond": 1,
    "second": 1_000,
    "minute": 60_000,
    "hour": 3_600_000,
    "day": 86_400_000,
    "week": 7 * 86_400_000,
    "month": 30 * 86_400_000,
    "year": 365 * 86_400_000,
}
EPOCH = datetime.fromtimestamp(0, UTC)
MILLISECOND = timedelta(milliseconds=1)
LONGEST = 100 * UNITS["year"]

_AMOUNT = rf"([0-9]{{1,15}}) ({'|'.join(UNITS)})s?"
DURATION = rf"^{_AMOUNT}$"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?"
MOMENT = rf"^(now|{_AMOUNT} ago|in {_AMOUNT}|{_DATE})$"


def duration(text: str | int) -> int:
    """Milliseconds of `10 minutes`, or of a number, which is milliseconds. ValueError for all else."""
    if isinstance(text, int):
        return text
    if (found := re.fullmatch(DURATION, text)) is None:
        raise ValueError(f"{text!r} is not a duration such as '10 minutes'")
    amount = int(found[1]) * UNITS[found[2]]
    if amount > LONGEST:
        raise ValueError(f"{text!r} is longer than 100 years")
    return amount


def moment(text: str | int, now: int) -> int:
    """The time in milliseconds of `2 days ago`, `in 3 hours`, `now` or a date. ValueError for all else."""
    if isinstance(text, int):
        return text
    if text == "now":
        return now
    if text.endswith(" ago"):
        return now - duration(text.removesuffix(" ago"))
    if text.startswith("in "):
        return now + duration(text.removeprefix("in "))
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date of the calendar") from None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    if date.year < 1970:
        raise ValueError(f"{text!r} lies before 1970")
    # In whole numbers: by way of fractions of seconds, a millisecond may get lost.
    return (date - EPOCH) // MILLISECOND


def text(at: int) -> str | int:
    """A time in milliseconds as a date that `moment` reads, or as it is where the calendar has none."""
    try:
        date = EPOCH + at * MILLISECOND
    except OverflowError:
        return at
    exact = "milliseconds" if at % 1000 else "seconds"
    return at if at < 0 else date.isoformat(timespec=exact).replace("+00:00", "Z")


def absolute(text: str | int) -> bool:
    """Whether a time means the same whatever the clock says."""
    return isinstance(text, int) or re.match(r"[0-9]{4}-", text) is not None
