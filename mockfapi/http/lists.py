"""Pages of lists: `limit` and `offset` of a call, and the two shapes in which lists are answered."""

from collections.abc import Sequence
from typing import TypeVar

from mockfapi import errors
from mockfapi.http.call import PublicCall
from mockfapi.http.results import Page

R = TypeVar("R")

DEFAULT_LIMIT = 10
MOST = 500


def page(call: PublicCall, found: Sequence[R]) -> Page[R]:
    """The part of a list that the call asks for, and how long the list is."""
    limit, offset = _number(call, "limit", DEFAULT_LIMIT), _number(call, "offset", 0)
    if not 1 <= limit <= MOST:
        raise errors.invalid_query_parameter_value("limit", reason=f"must be between 1 and {MOST}")
    if offset < 0:
        raise errors.invalid_query_parameter_value("offset", reason="must be 0 or more")
    return Page(tuple(found[offset : offset + limit]), len(found))


def bare(call: PublicCall, found: Sequence[R]) -> list[R]:
    """The same part as a plain list."""
    return list(page(call, found).records)


def either(call: PublicCall, found: Sequence[R]) -> Page[R] | list[R]:
    """A plain list, or with `paginated=true` a page."""
    it = page(call, found)
    return it if call.query.flag("paginated") else list(it.records)


def _number(call: PublicCall, name: str, default: int) -> int:
    value = call.query.number(name)
    return default if value is None else value
