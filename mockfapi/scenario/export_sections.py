"""The sections of a scenario that an export writes. What stands in `tables`: `rows`. Data only."""

from collections.abc import Mapping

from mockfapi.scenario.grammar import TEXT, Json, entry, ref

WORLD = entry(
    {
        "name": {**TEXT, "description": "What it was called: under this name it has the same keys."},
        "seed": {**TEXT, "description": "What its ids and codes are drawn from."},
        "clock_offset": {"type": "integer", "description": "How far its clock is ahead, in milliseconds."},
        "changes": {"type": "integer", "minimum": 0, "description": "The number of its latest change."},
        "draws": {
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 0},
            "description": "How often each stream was drawn from, so that no id is given twice.",
        },
    },
    "What an exported world is besides `tables`; both or none.",
    ("seed", "draws"),
)

SECTIONS: Mapping[str, Json] = {"world": WORLD, "tables": ref("Tables")}
