"""The faults of a scenario: what may stand in the file, and how they get into the world."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from mockfapi.rules import fault_presets, faults, spans
from mockfapi.scenario.grammar import SWITCH, TEXT, Json, entry
from mockfapi.world import World

Placed = Callable[..., AbstractContextManager[None]]
MANY: Json = {"type": "array", "items": TEXT}
COUNT: Json = {"type": "integer", "minimum": 1}
TIME: Json = {"type": "integer", "minimum": 0}
SPAN: Json = {
    "type": ["integer", "string"],
    "minimum": 0,
    "pattern": f"^{spans.SPAN}$",
    "title": "a span such as 400ms, 2s or 5m",
}
PRESET = f"^({'|'.join(sorted(fault_presets.PRESETS))})(=.+)?$"
FAULT: Json = {
    "anyOf": [
        {"type": "string", "pattern": PRESET, "title": "a preset, such as slow_network or replica_lag=5s"},
        entry(
            {
                "operations": {**MANY, "description": "Which ones, by id; left out, all."},
                "tags": {**MANY, "description": "Only operations of these groups."},
                "except_for": {**MANY, "description": "Never these operations."},
                "api": {"type": "string", "enum": list(faults.APIS)},
                "session": {**TEXT, "description": "Only for the session with this id."},
                "testing_token": {**SWITCH, "description": "Only for requests that show a testing token."},
                "times": {**COUNT, "description": "So many times, then never again."},
                "every": {**COUNT, "description": "Only every so many requests."},
                "rate": {"type": "number", "minimum": 0, "maximum": 1, "description": "How likely."},
                "quota": {**COUNT, "description": "How many requests a window takes."},
                "window": {**SPAN, "description": "Milliseconds, or a span such as 10s."},
                "per": {"type": "string", "enum": list(faults.SUBJECTS)},
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "code": {**TEXT, "description": "An error code of Clerk."},
                "body": {"type": "object", "additionalProperties": True},
                "retry_after": {**TIME, "description": "Seconds."},
                "latency": {**SPAN, "description": "Milliseconds, or a span such as 2s."},
                "jitter": {**SPAN, "description": "At most so many milliseconds more, or a span."},
                "lag": {**SPAN, "description": "Reads lie back so many milliseconds, or a span."},
                "connection": {"type": "string", "enum": list(faults.CONNECTIONS)},
                "after_write": {**SWITCH, "description": "Carries the request out all the same."},
            },
            "A fault in full.",
        ),
    ]
}


def add(world: World, document: dict[str, Any], placed: Placed) -> None:
    """The faults in the order of the file; `placed` names the place of a refusal."""
    for number, it in enumerate(document.get("faults", ())):
        with placed("faults", number):
            if isinstance(it, str):
                fault_presets.add(world, it)
            else:
                faults.add(world, **it)
