"""What tests of the control API share: a house that is empty again afterwards, and short ways to ask it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply

Control = Callable[..., Any]


@pytest.fixture(autouse=True)
def tidy(house: App) -> Iterator[None]:
    """Closes the worlds that requests have opened."""
    yield
    for world in list(house.worlds):
        house.close_world(world.name)


@pytest.fixture
def control(browser: Caller) -> Control:
    """Sends a control request, JSON both ways; answers the body of a 200, else the reply."""

    def ask(method: str, path: str, world: str | None = None, query=None, **body: Any) -> Any:
        prefix = "" if world is None else f"/w/{world}"
        sent = body if method == "POST" else None
        reply = browser.request(method, f"{prefix}/__mockfapi{path}", json=sent, query=query)
        return reply.json() if reply.status_code == 200 else reply

    return ask


def refused(reply: Reply) -> tuple[int, str, str | None]:
    """Status, code and parameter of a refusal."""
    (error,) = reply.errors
    return reply.status_code, error["code"], error.get("meta", {}).get("param_name")


def told(reply: Reply) -> str:
    """What a refusal tells a reader to do."""
    (error,) = reply.errors
    said: str = error["long_message"]
    return said
