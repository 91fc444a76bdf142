"""The webhook endpoints of a scenario: what may stand in the file, and how it gets into the world."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from mockfapi.rules import webhooks
from mockfapi.rules.events import NAMES
from mockfapi.scenario.grammar import SECRET, SWITCH, TEXT, Json, entry
from mockfapi.world import World

Placed = Callable[..., AbstractContextManager[None]]
ENDPOINT: Json = {
    "anyOf": [
        TEXT,
        entry(
            {
                "url": TEXT,
                "events": {
                    "type": "array",
                    "items": {"type": "string", "enum": list(NAMES)},
                    "description": "What is told; left out, everything.",
                },
                "secret": {
                    **SECRET,
                    "description": "Signs in place of the secret of the world: whsec_ and base64.",
                },
                "description": TEXT,
                "disabled": SWITCH,
                "anywhere": {**SWITCH, "description": "Lets the URL lead to another machine than this one."},
            },
            "An endpoint in full.",
            ("url",),
        ),
    ]
}


def add(world: World, document: dict[str, Any], placed: Placed) -> None:
    """The endpoints in the order of the file; `placed` names the place of a refusal."""
    for number, it in enumerate(document.get("webhooks", ())):
        with placed("webhooks", number):
            webhooks.create(world, **({"url": it} if isinstance(it, str) else it))
