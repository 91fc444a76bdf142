"""Faults: which requests shall go wrong, when, and how. What that means on a wire: `http/weather.py`."""

from collections.abc import Mapping
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. What is left out of the first six narrows nothing down; `struck` counts how often it hit.

    `quota` is how many requests each `window` (in milliseconds) takes, `per` address, path or in all (None);
    `windows` has one (subject, begin, count) each. `latency` and `jitter` are milliseconds, `retry_after`
    seconds. `connection` is drop, hang or None. With `after_write` the request is carried out all the same.
    Reads do not see what was written within the last `lag` milliseconds of world time.
    """

    id: str
    created_at: int
    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    api: str | None = None
    session: str | None = None
    testing_token: bool = False
    except_for: tuple[str, ...] = ()
    times: int | None = None
    every: int | None = None
    rate: float | None = None
    quota: int | None = None
    window: int = 10_000
    per: str | None = None
    status: int | None = None
    code: str | None = None
    body: Mapping[str, Any] | None = None
    retry_after: int | None = None
    latency: int = 0
    jitter: int = 0
    lag: int = 0
    connection: str | None = None
    after_write: bool = False
    seen: int = 0
    struck: int = 0
    windows: tuple[tuple[str, int, int], ...] = ()

    @property
    def ends_request(self) -> bool:
        """Whether whom it strikes gets another answer, or none; else it only takes time."""
        return any(it is not None for it in (self.status, self.code, self.body, self.connection))
