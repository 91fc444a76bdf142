"""Values made from schemas: valid ones, and copies of them spoilt in one place. No schema is judged here."""

import copy
import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

Known = Mapping[str, Any]

TEXTS = (
    "password",
    "oauth_google",
    "from_oauth_google",
    "saml",
    "web3_base_signature",
    "ak_" + "0a" * 16,
    "mt_" + "0a" * 16,
    "oat_" + "0a" * 16,
    "mch_" + "x" * 27,
    "user_" + "x" * 27,
    "engines.test",
    "a",
)
SPOILERS: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    1.0,
    2**63,
    10**30,
    "",
    "x\n",
    "verified",
    "Ünï",
    [],
    [1],
    {},
    {"object": "x"},
)


def a_valid(schema: Known, known: Known) -> Any:
    """A value that satisfies the schema, with every property that it names."""
    if "$ref" in schema:
        place: Any = known
        for step in schema["$ref"].removeprefix("#/$defs/").split("/"):
            place = place[step]
        return a_valid(place, known)
    if "else" in schema:
        return a_valid(schema["else"], known)
    if "enum" in schema:
        return schema["enum"][0]
    parts = [*schema.get("allOf", ()), *schema.get("oneOf", ())[:1], *schema.get("anyOf", ())[:1]]
    found = [a_valid(part, known) for part in parts if part.keys() != {"required"}]
    own = _a_plain(schema, known)
    if all(isinstance(part, dict) for part in (own, *found)):
        return {name: value for part in (*found, own) for name, value in part.items()}
    return found[0] if found else own


def _a_plain(schema: Known, known: Known) -> Any:
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: a_valid(part, known) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [a_valid(schema.get("items", {}), known)]
    if kind == "string":
        long_enough = [text for text in TEXTS if len(text) >= schema.get("minLength", 0)]
        return next(text for text in long_enough if re.search(schema.get("pattern", ""), text))
    return {"boolean": True, "null": None}.get(kind, max(schema.get("minimum", 1), 1))


def mutants(value: Any, count: int, seed: int) -> Iterator[Any]:
    """Copies of a value, each spoilt in one place: the same ones for the same seed."""
    chance = random.Random(seed)
    places = list(_places(value))
    for _ in range(count):
        spoilt = copy.deepcopy(value)
        *way, last = chance.choice(places)
        holder = spoilt
        for step in way:
            holder = holder[step]
        choice = chance.randrange(4)
        if choice == 0 and isinstance(holder, dict):
            del holder[last]
        elif choice == 1 and isinstance(holder, dict):
            holder["surprise"] = 1
        else:
            holder[last] = chance.choice(SPOILERS)
        yield spoilt


def _places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for step, part in inner:
        yield (*way, step)
        yield from _places(part, (*way, step))
