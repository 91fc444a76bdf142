"""Spans of time as people write them, in milliseconds. Moments and long durations: `scenario/moments.py`."""

import re

UNITS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
SPAN = rf"([0-9]{{1,9}}) ?({'|'.join(UNITS)})"
_SPAN = re.compile(SPAN)


def milliseconds(said: int | str) -> int:
    """Milliseconds of `400ms`, `2s`, `5m`, `1h` or `3d`, or of a number. ValueError for all else."""
    if isinstance(said, int):
        return said
    if (found := _SPAN.fullmatch(said)) is None:
        raise ValueError("must be milliseconds or a span such as 400ms, 2s or 5m")
    return int(found[1]) * UNITS[found[2]]
