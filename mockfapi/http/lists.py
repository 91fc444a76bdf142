"""Pages of lists: `limit` and `offset` of a call, and the two shapes in which lists are answered."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from mockfapi import errors
from mockfapi.http.call import PublicCall
from mockfapi.http.results import Page

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

DEFAULT_LIMIT = 10
MOST = 500


class Found(Protocol[R_co]):
    """A list, or what finds a part of one and its length when it is asked."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Sequence[R_co]: ...


def page(call: PublicCall, found: Found[R], **further: Any) -> Page[R]:
    """The part of a list that the call asks for, how long the list is, and what else its page says."""
    return Page(tuple(found[_part(call)]), len(found), further)


def _part(call: PublicCall) -> slice:
    limit, offset = _number(call, "limit", DEFAULT_LIMIT), _number(call, "offset", 0)
    if not 1 <= limit <= MOST:
        raise errors.invalid_query_parameter_value("limit", reason=f"must be between 1 and {MOST}")
    if offset < 0:
        raise errors.invalid_query_parameter_value("offset", reason="must be 0 or more")
    return slice(offset, offset + limit)


def bare(call: PublicCall, found: Found[R]) -> list[R]:
    """The same part as a plain list; nobody asks how long the whole is."""
    return list(found[_part(call)])


def either(call: PublicCall, found: Found[R]) -> Page[R] | list[R]:
    """A plain list, or with `paginated=true` a page."""
    return page(call, found) if call.query.flag("paginated") else bare(call, found)


def _number(call: PublicCall, name: str, default: int) -> int:
    value = call.query.given()[name] if name in call.query else default
    if value != int(value):
        raise errors.invalid_query_parameter_value(name, reason="must be a whole number")
    return int(value)
