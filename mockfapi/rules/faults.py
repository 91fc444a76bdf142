"""Faults: setting them, and whether one strikes a request. Ready-made ones: `rules/fault_presets.py`."""

from collections.abc import Iterable
from dataclasses import fields, replace
from difflib import get_close_matches
from http import HTTPStatus
from operator import attrgetter
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError, ErrorRow
from mockfapi.frozen import dataclass
from mockfapi.rules import spans
from mockfapi.world import World
from mockfapi.world.records import Fault

LONGEST = 3_600_000
STATUSES = frozenset(it.value for it in HTTPStatus if it >= 400)
CONNECTIONS = ("drop", "hang")
SUBJECTS = ("address", "path")
APIS = ("fapi", "bapi")
# What may be asked of a fault: the rest of its fields says what became of it.
WISHES = tuple(
    it.name for it in fields(Fault) if it.name not in ("id", "created_at", "seen", "struck", "windows")
)
LISTS = ("operations", "tags", "except_for")
# The lowest and the highest of each number.
RANGES: dict[str, tuple[float, float]] = {
    "times": (1, 10**9),
    "every": (1, 10**9),
    "rate": (0, 1),
    "quota": (1, 10**9),
    "window": (1, 30 * 24 * LONGEST),
    "retry_after": (0, 86_400),
    "latency": (0, LONGEST),
    "jitter": (0, LONGEST),
    "lag": (0, LONGEST),
}
SPANS = {"window", "latency", "jitter", "lag"}
CODES: dict[str, ErrorRow] = {}
for _row in errors.CATALOGUE:
    CODES.setdefault(_row.code, _row)
# What a status says that comes without a code.
BY_STATUS = {401: "authentication_invalid", 404: "resource_not_found", 429: "too_many_requests"}
PATIENCE_S = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as far as faults look at it. `late` says that it is a read that may lag."""

    operation: str
    tag: str
    api: str
    path: str
    ip_address: str
    session: str | None
    testing_token: bool
    late: bool = False


@dataclass(frozen=True, slots=True)
class Strike:
    """What struck: the last `fault`, and in milliseconds the `delay` of all that did.

    `lagging` is the one whose reads lie back farthest.
    """

    fault: Fault
    delay: int
    retry_after: int | None
    lagging: Fault | None = None

    @property
    def carries_out(self) -> bool:
        """Whether the request is carried out, whatever its sender hears of it."""
        return self.fault.after_write or not self.fault.ends_request


def add(world: World, **wishes: Any) -> Fault:
    """A fault from now on. Refused: what no request could meet, and what would do nothing."""
    wishes = {name: value for name, value in wishes.items() if value is not None}
    for name in SPANS & wishes.keys():
        wishes[name] = _span(name, wishes[name])
    for name in LISTS:
        wishes[name] = tuple(wishes.get(name, ()))
    if "quota" in wishes and not any(name in wishes for name in ("status", "code", "body", "connection")):
        wishes["code"] = "too_many_requests"
    it = Fault(world.chance.id("flt"), world.clock.now, **wishes)
    _check(it)
    return world.faults.save(it)


def clear(world: World) -> list[Fault]:
    """Takes all faults away and answers them."""
    return [world.faults.remove(it.id) for it in list(world.faults)]


def strike(world: World, asked: Asked) -> Strike | None:
    """What happens to a request; counts it. Faults are looked at oldest first, up to one that ends it."""
    struck, lagging, delay = None, None, 0
    for it in list(world.faults):
        if not _is_meant(it, asked):
            continue
        hits, windows = _hits(world, it, asked)
        now = world.faults.save(replace(it, seen=it.seen + 1, struck=it.struck + hits, windows=windows))
        if hits:
            struck = now
            delay += it.latency + _drawn(world, it, "jitter", it.jitter + 1)
            lagging = max(filter(None, (lagging, now)), key=attrgetter("lag"))
            if it.ends_request:
                break
    if struck is None:
        return None
    lags = lagging is not None and lagging.lag and not struck.ends_request
    return Strike(struck, delay, _wait(world, struck, asked), lagging if lags else None)


def status_of(it: Fault) -> int:
    """The status of whoever is struck by it and answered."""
    return it.status or (CODES[it.code].status if it.code else 500)


def refusal(it: Strike) -> ClerkError:
    """What a struck request is told in Clerk's words."""
    fault = it.fault
    code = fault.code or BY_STATUS.get(fault.status or 0, "internal_clerk_error")
    row = CODES[code]
    blanks = {"resets_in": it.retry_after} if code == "too_many_requests" else {}
    words = _Blanks(blanks)
    texts = (row.message.format_map(words), row.long_message.format_map(words))
    return ClerkError(errors.Refusal(fault.status or row.status, code, *texts, blanks))


class _Blanks(dict[str, Any]):
    """Fills the blanks of a text about which a fault knows nothing."""

    def __missing__(self, name: str) -> str:
        return "a fault of this test" if name == "reason" else "…"


def _is_meant(it: Fault, asked: Asked) -> bool:
    return (
        (not it.operations or asked.operation in it.operations)
        and (not it.tags or asked.tag in it.tags)
        and asked.operation not in it.except_for
        and it.api in (None, asked.api)
        and it.session in (None, asked.session)
        and (asked.testing_token or not it.testing_token)
        and (asked.late or not it.lag)
    )


def _hits(world: World, it: Fault, asked: Asked) -> tuple[bool, tuple[tuple[str, int, int], ...]]:
    """Whether this one strikes, and its windows afterwards."""
    if it.times is not None and it.struck >= it.times:
        return False, it.windows
    if it.every is not None and (it.seen + 1) % it.every:
        return False, it.windows
    if it.rate is not None and _drawn(world, it, "rate", 10**6) >= it.rate * 10**6:
        return False, it.windows
    if it.quota is None:
        return True, it.windows
    now, subject = world.clock.now, _subject(it, asked)
    running = {name: (begun, count) for name, begun, count in it.windows if now < begun + it.window}
    begun, count = running.get(subject, (now, 0))
    if count < it.quota:
        running[subject] = (begun, count + 1)
    return count >= it.quota, tuple((name, *rest) for name, rest in running.items())


def _wait(world: World, it: Fault, asked: Asked) -> int | None:
    """For how many seconds who was struck shall wait."""
    if it.retry_after is not None:
        return it.retry_after
    if it.quota is not None:
        begun = next(begun for name, begun, _ in it.windows if name == _subject(it, asked))
        return max(1, -(-(begun + it.window - world.clock.now) // 1000))
    return PATIENCE_S if 429 in (it.status, it.code and CODES[it.code].status) else None


def _subject(it: Fault, asked: Asked) -> str:
    """What a quota is counted for."""
    return {"address": asked.ip_address, "path": asked.path}.get(it.per or "", "")


def _drawn(world: World, it: Fault, what: str, below: int) -> int:
    """A number from 0, drawn from a stream of this fault alone."""
    return int(world.chance.digits(f"{it.id}_{what}", 12)) % below if below > 1 else 0


def _check(it: Fault) -> None:
    for name, (lowest, highest) in RANGES.items():
        value = getattr(it, name)
        if value is not None and not lowest <= value <= highest:
            raise errors.form_param_value_invalid(name, reason=f"must be from {lowest} to {highest}")
    _one_of("connection", it.connection, CONNECTIONS)
    _one_of("per", it.per, SUBJECTS)
    _one_of("api", it.api, APIS)
    _one_of("code", it.code, CODES)
    if it.status is not None and it.status not in STATUSES:
        raise errors.form_param_value_invalid("status", reason="must be the status of an error, such as 503")
    if it.status is not None and it.status < 500 and not (it.code or it.body or it.status in BY_STATUS):
        raise errors.form_param_value_invalid(
            "status", reason="needs a code or a body that says what it means"
        )
    if it.connection is not None and (it.status or it.code or it.body):
        raise errors.form_param_value_invalid(
            "connection", reason="leaves nobody to tell status, code or body"
        )
    if it.lag and it.ends_request:
        raise errors.form_param_value_invalid("lag", reason="is for reads that are answered")
    if not (it.ends_request or it.latency or it.jitter or it.lag):
        reason = "is missing: say status, code, body, quota, latency, jitter, lag or connection"
        raise errors.form_param_value_invalid("status", reason=reason)


def _span(name: str, said: int | str) -> int:
    try:
        return spans.milliseconds(said)
    except ValueError as broken:
        raise errors.form_param_value_invalid(name, reason=str(broken)) from None


def _one_of(name: str, value: str | None, known: Iterable[str]) -> None:
    names = sorted(known)
    if value is not None and value not in names:
        close = get_close_matches(value, names, n=3) or names[:3]
        raise errors.form_param_value_invalid(name, reason=f"must be a known one, such as {', '.join(close)}")
