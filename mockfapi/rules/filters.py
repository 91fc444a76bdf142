"""How lists are narrowed and ordered: ids to include or exclude, parts of texts, fields to sort by."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from mockfapi import errors

R = TypeVar("R")

MOST_VALUES = 100


def chosen(values: Sequence[str] | None, param: str) -> Callable[[str | None], bool]:
    """Whether a list of `id`, `+id` and `-id` admits a value: all when there is none, else what it names.

    Values that nothing has are ignored; more than 100 are refused.
    """
    if not values:
        return lambda _: True
    if len(values) > MOST_VALUES:
        raise errors.form_param_array_size_exceeded(param, reason=f"takes at most {MOST_VALUES} values")
    # A plus sign that was not encoded arrives as a space.
    wanted = {it.lstrip("+ ") for it in values if not it.startswith("-")}
    unwanted = {it[1:] for it in values if it.startswith("-")}
    return lambda value: value not in unwanted and (not wanted or value in wanted)


def mentions(query: str | None, texts: Iterable[str | None]) -> bool:
    """Whether one of the texts contains the query, whatever the case; no query is contained in everything."""
    wanted = (query or "").strip().lower()
    return not wanted or any(wanted in text.lower() for text in texts if text)


def ordered(
    found: Iterable[R], order_by: str | None, keys: dict[str, Callable[[R], object]], default: str
) -> list[R]:
    """The records by `field`, `+field` or `-field`; only the first field of several counts.

    Equal ones keep the order of their creation, reversed when the order is.
    """
    asked = (order_by or default).split(",")[0].strip()
    name = asked.lstrip("+- ")
    if name not in keys:
        raise errors.invalid_query_parameter_value("order_by", reason=f"must be one of {', '.join(keys)}")
    key = keys[name]
    rows = list(found)
    if asked.startswith("-"):
        rows.reverse()
    return sorted(rows, key=lambda it: _sortable(key(it)), reverse=asked.startswith("-"))


def _sortable(value: object) -> tuple[bool, object]:
    """Nothing comes before something."""
    return (value is not None, value.lower() if isinstance(value, str) else value or 0)
