"""Random requests through the doors of a world: drawn as plain values, played against any world."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st

from mockfapi.app import App
from mockfapi.clerk.schema import TABLES
from mockfapi.http.bind import Bound
from mockfapi.http.transport import Caller
from mockfapi.http.wire import JSON
from mockfapi.world import World

NOON = 1_763_000_000_000
PASSWORD = "lantern-over-the-quay"
VERA, OTTO = "vera@everything.test", "otto@everything.test"
WORDS = {
    "identifier": (VERA, OTTO, "vera", "+15555550120", "nobody@everything.test", "", "\x00", "ä" * 300),
    "email_address": ("new@everything.test", VERA, "no address", ""),
    "password": (PASSWORD, "plain-bread-and-water", "a-password-of-my-own-1", "short", ""),
    "strategy": ("password", "email_code", "phone_code", "reset_password_email_code", "ticket", "nonsense"),
    "code": ("@code", "@code", "000000", ""),
    "transfer": ("true", "false", "maybe"),
    "active_organization_id": ("novak-press", "rowing-club", "", "org_unknown"),
    "advance": (1, 60_000, 3_600_000, -1, "soon"),
}
JUNK = ("", "null", "true", "-1", "a" * 2000, "{}", "\ufffd", "<script>")


@dataclass(frozen=True)
class Step:
    """One request: an operation, which of the known ids its path names, and what it says."""

    operation_id: str
    pick: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    known: bool = True


@cache
def house() -> App:
    """One app for all properties."""
    return App()


# What opens, closes and lists worlds concerns more than one of them.
SEVERAL = ("/__mockfapi/worlds", "/__mockfapi/fork")
# What only watches a world, or keeps it beside itself, is no part of what is replayed in it.
BESIDE = ("/__mockfapi/calls", "/__mockfapi/journal", "/__mockfapi/snapshots")


@cache
def operations(replayed: bool = False) -> dict[str, Bound]:
    """The modelled operations that concern the world they are sent to, and no other."""
    left_out = SEVERAL + BESIDE if replayed else SEVERAL
    return {
        it.operation.id: it
        for it in house().operations
        if it.modelled and not it.operation.path.startswith(left_out)
    }


@st.composite
def steps(draw: st.DrawFn, replayed: bool = False) -> Step:
    """Any modelled operation, with fields that mean something, mean nothing, or are unknown to it."""
    operation = draw(st.sampled_from([it.operation for it in operations(replayed).values()]))
    names = sorted({name for body in operation.bodies.values() for name in body.get("properties", {})})
    said = {}
    for name in draw(st.lists(st.sampled_from([*names, "unheard_of"]), unique=True, max_size=4)):
        said[name] = draw(st.sampled_from(WORDS.get(name, JUNK)) | st.sampled_from(JUNK))
    return Step(operation.id, draw(st.integers(0, 3)), said, draw(st.integers(0, 4)) > 0)


@contextmanager
def opened(name: str, seed: str = "1") -> Iterator[tuple[World, Caller]]:
    """A world with a signed-in browser and a sign-in and a sign-up under way, at noon; closed afterwards."""
    world = house().open_world(name, scenario_name="everything", seed=seed, clock=NOON)
    try:
        browser = house().browser(world)
        browser.post("/v1/client/sign_ins", identifier=VERA, strategy="password", password=PASSWORD)
        browser.post("/v1/client/sign_ins", identifier=OTTO, strategy="email_code")
        browser.post("/v1/client/sign_ups", email_address="newcomer@everything.test")
        yield world, browser
    finally:
        house().close_world(name)


def play(world: World, browser: Caller, step: Step) -> bytes:
    """Sends a step and answers with everything that came back, as bytes."""
    operation = operations()[step.operation_id].operation
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.name}}}", _id(world, parameter.name, step))
    said = {name: _code(world) if word == "@code" else word for name, word in step.fields.items()}
    caller = house().backend(world) if operation.api == "bapi" else browser
    how = ("json" if JSON in operation.bodies else "form") if operation.bodies else "query"
    parts: Any = {how: said}
    answer = caller.request(operation.method, path, **parts).answer
    return json.dumps([step.operation_id, answer.status, answer.headers]).encode() + answer.body


def state(world: World) -> tuple[str, int]:
    """All that a request could have changed."""
    return world.digest(), world.clock.now


def _id(world: World, parameter: str, step: Step) -> str:
    known = [it.id for it in getattr(world, TABLES[parameter])] if step.known and parameter in TABLES else []
    return known[-1 - step.pick % len(known)] if known else "unknown_1"


def _code(world: World) -> str:
    codes = [it.code for it in world.messages if it.code]
    return codes[-1] if codes else "000000"
