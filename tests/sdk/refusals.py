"""What a library tells its callers when the mock refuses."""

import json
from collections.abc import Callable
from typing import Any

from .javascript import RefusedError


def refusal(call: Callable[..., Any], *args: Any, **named: Any) -> tuple[int, list[str]]:
    """The status and the codes that a call is refused with."""
    from clerk_backend_api.models import ClerkBaseError

    try:
        done = call(*args, **named)
    except RefusedError as refused:
        return refused.status, refused.codes
    except ClerkBaseError as refused:
        return refused.status_code, [it["code"] for it in json.loads(refused.body)["errors"]]
    raise AssertionError(f"it was not refused: {done}")
