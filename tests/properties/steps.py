"""Random requests through the doors of a world: drawn as plain values, played against any world."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st

from mockfapi import spec
from mockfapi.app import App
from mockfapi.clerk.schema import TABLES
from mockfapi.http.bind import Bound
from mockfapi.http.transport import Caller
from mockfapi.http.wire import JSON
from mockfapi.spec import Operation
from mockfapi.world import World
from tests.properties.words import JUNK, NAMES, NOON, OTTO, PASSWORD, TYPED, VERA, WORDS, meant


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
BESIDE = (
    "/__mockfapi/calls",
    "/__mockfapi/journal",
    "/__mockfapi/snapshots",
    "/__mockfapi/webhooks/events",
)


@cache
def operations(replayed: bool = False) -> dict[str, Bound]:
    """The modelled operations that concern the world they are sent to, and no other."""
    left_out = SEVERAL + BESIDE if replayed else SEVERAL
    return {
        it.operation.id: it
        for it in house().operations
        if it.modelled and not it.operation.path.startswith(left_out)
    }


@cache
def fields(operation_id: str) -> list[str]:
    """What a request may name: the fields of its body, and what its query asks for."""
    operation = operations()[operation_id].operation
    queries = {it.name for it in operation.parameters if it.place == "query"}
    return sorted(queries.union(*(_properties(operation, it) for it in operation.bodies.values())))


def _properties(operation: Operation, schema: Any) -> set[str]:
    schema = _resolved(operation, schema)
    if schema.get("type") == "array":
        return _properties(operation, schema["items"])
    return set(schema.get("properties", ()))


def _resolved(operation: Operation, schema: Any) -> Any:
    while "$ref" in schema:
        schema = spec.load(operation.api).definitions[schema["$ref"].rsplit("/", 1)[1]]
    return schema


def is_list(operation: Operation) -> bool:
    """Whether the body lists rows."""
    return bool(_resolved(operation, operation.bodies[JSON]).get("type") == "array")


def junk_for(operation: Operation) -> tuple[Any, ...]:
    """What means nothing, as the media type of the operation can say it."""
    return JUNK + TYPED if JSON in operation.bodies else JUNK


@st.composite
def steps(draw: st.DrawFn, replayed: bool = False) -> Step:
    """Any modelled operation, with fields that mean something, mean nothing, or are unknown to it."""
    operation = draw(st.sampled_from([it.operation for it in operations(replayed).values()]))
    names, junk = fields(operation.id), junk_for(operation)
    said = {}
    for name in draw(st.lists(st.sampled_from([*names, "unheard_of"]), unique=True, max_size=4)):
        said[name] = draw(st.sampled_from(WORDS.get(name, junk)) | st.sampled_from(junk))
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


def play(world: World, browser: Caller, step: Step, app: App | None = None) -> bytes:
    """Sends a step to a world of an app and answers with everything that came back, as bytes."""
    operation = operations()[step.operation_id].operation
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.name}}}", _id(world, parameter.name, step))
    said = {name: meant(world, word) for name, word in step.fields.items()}
    caller = (app or house()).backend(world) if operation.api == "bapi" else browser
    asked = {it.name for it in operation.parameters if it.place == "query"} if operation.bodies else set(said)
    parts: Any = {"query": {name: word for name, word in said.items() if name in asked}}
    if operation.bodies:
        how = "json" if JSON in operation.bodies else "form"
        told = {name: word for name, word in said.items() if name not in asked}
        parts[how] = [told] if how == "json" and is_list(operation) else told
    answer = caller.request(operation.method, path, **parts).answer
    return json.dumps([step.operation_id, answer.status, answer.headers]).encode() + answer.body


def state(world: World) -> tuple[str, int]:
    """All that a request could have changed."""
    return world.digest(), world.clock.now


def _id(world: World, parameter: str, step: Step) -> str:
    tables = TABLES.get(parameter, ()) if step.known else ()
    known = [*NAMES.get(parameter, ()), *(it.id for table in tables for it in getattr(world, table))]
    return known[-1 - step.pick % len(known)] if known else "unknown_1"
