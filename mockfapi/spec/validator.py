"""Verdicts: does a value satisfy a schema, and if not, where and why. One registry for each contract."""

import json
from collections.abc import Mapping
from typing import Any

from mockfapi.spec.engines import Check, Engine, MakeEngine, engine
from mockfapi.spec.explain import Fault, explained, unspeakable
from mockfapi.spec.schema import DEFINITIONS, Schema

# What the engines raise at values that JSON cannot hold: sets, lone surrogates, endless nesting.
HOSTILE = (ValueError, OverflowError, RecursionError)


class Validator:
    """One schema, ready to judge. No instance, however hostile, makes it raise.

    Made for JSON values. What JSON cannot hold may pass where the schema asks nothing: see `unspeakable`.
    """

    __slots__ = ("_check",)

    def __init__(self, check: Check) -> None:
        self._check = check

    def is_valid(self, instance: object) -> bool:
        """Whether the instance satisfies the schema; what the check cannot read does not."""
        try:
            return self._check.is_valid(instance)
        except HOSTILE:
            return False

    def faults(self, instance: object) -> tuple[Fault, ...]:
        """Everything that is wrong, each at its leaf, in the order of the paths; empty when valid."""
        if self.is_valid(instance):
            return ()
        hostile = unspeakable(instance)
        return (hostile,) if hostile else explained(self._check.findings(instance), instance)

    def fault(self, instance: object) -> Fault | None:
        """The first fault, or None when the instance is valid."""
        found = self.faults(instance)
        return found[0] if found else None


class Validators:
    """The validators of one contract: all share its definitions, each is built when first asked for."""

    __slots__ = ("_built", "_definitions", "_engine", "_make", "_uri")

    def __init__(self, api: str, definitions: str, make: MakeEngine = engine) -> None:
        self._uri = f"urn:mockfapi:{api}"
        self._definitions = definitions  # JSON text, parsed with the first validator
        self._make = make
        self._engine: Engine | None = None
        # The schema is kept beside its validator: an id is only an identity while the object lives.
        self._built: dict[str | int, tuple[Schema, Validator]] = {}

    def of(self, schema: Schema) -> Validator:
        """The validator of this very schema object, or of the definition that it refers to."""
        key: str | int = schema["$ref"] if schema.keys() == {"$ref"} else id(schema)
        kept = self._built.get(key)
        if kept is None:
            kept = (schema, Validator(self._ready().check(_rooted(schema, self._uri))))
            self._built[key] = kept
        return kept[1]

    def definitions(self) -> dict[str, Any]:
        """The schemas that references mean."""
        parsed: dict[str, Any] = json.loads(self._definitions)
        return parsed

    def _ready(self) -> Engine:
        if self._engine is None:
            self._engine = self._make(self._uri, {"$id": self._uri, "$defs": self.definitions()})
        return self._engine


def _rooted(schema: Any, uri: str) -> Any:
    """A schema cut out of the document still means the document when it says `#/$defs/...`."""
    if isinstance(schema, Mapping):
        rooted = {key: _rooted(value, uri) for key, value in schema.items()}
        reference = rooted.get("$ref")
        if isinstance(reference, str) and reference.startswith(DEFINITIONS):
            rooted["$ref"] = uri + reference
        return rooted
    return [_rooted(item, uri) for item in schema] if isinstance(schema, list) else schema
