"""Times that a request writes out, as RFC 3339 says. Inside, a time is an integer of milliseconds."""

import re
from datetime import UTC, datetime, timedelta

from mockfapi import errors
from mockfapi.http.params import Params

RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def written(at: int) -> str:
    """A time as people read it: date and time of day in UTC, to the second."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).strftime("%Y-%m-%d %H:%M:%S")


def moment(params: Params, name: str) -> int | None:
    """The time of a field in milliseconds, None when absent; what is no time is refused with 422."""
    text = params.text(name)
    if text is None:
        return None
    try:
        if RFC3339.fullmatch(text) is None:
            raise ValueError(text)
        date = datetime.fromisoformat(text.upper())
    except ValueError:
        raise errors.form_param_invalid_time(name) from None
    return round((date - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
