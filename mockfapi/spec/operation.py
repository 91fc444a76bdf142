"""What a contract says, as values: operations, parameters, responses. Reading files is `load`'s work."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any, Literal

from mockfapi.frozen import dataclass
from mockfapi.spec.schema import DEFINITIONS, Schema
from mockfapi.spec.validator import Validator, Validators

Place = Literal["path", "query", "header"]
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value outside the body. Path parameters are spelled in snake case, the others as on the wire."""

    name: str
    place: Place
    required: bool
    schema: Schema


@dataclass(frozen=True, slots=True)
class Response:
    """An answer that an operation may give; without media the contract promises no body."""

    status: int
    media: Mapping[str, Schema | None]

    @property
    def schema(self) -> Schema | None:
        """What a JSON body of this answer must look like, if there may be one."""
        return self.media.get(JSON)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation with everything resolved: no reference to a parameter or a response is left.

    `extension` says that the published contract lacks it and today's clients call it all the same.
    `bare_path` is there when clients call it without the prefix of its API as well.
    """

    id: str
    api: str
    method: str
    path: str
    bare_path: str | None
    contract_path: str
    tag: str | None
    group: str
    deprecated: bool
    extension: bool
    parameters: tuple[Parameter, ...]
    bodies: Mapping[str, Schema]
    body_required: bool
    responses: Mapping[int, Response]
    security: Sequence[Mapping[str, Sequence[str]]]
    enveloped: bool
    client_nullable: bool

    @property
    def statuses(self) -> tuple[int, ...]:
        """Every status that the contract or a correction of it lists."""
        return tuple(self.responses)

    @property
    def success(self) -> tuple[int, ...]:
        """The listed statuses that mean success: 2xx and redirects."""
        return tuple(status for status in self.responses if status < 400)


@dataclass(frozen=True)
class Contract:
    """One API: its operations in the contract's order, its validators, its corrected OpenAPI document."""

    api: str
    version: str
    text: str = field(repr=False)
    operations: Mapping[str, Operation] = field(repr=False)
    validators: Validators = field(repr=False, compare=False)

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """The corrected OpenAPI document; parsed when first asked for."""
        document: Mapping[str, Any] = json.loads(self.text)
        return document

    @cached_property
    def definitions(self) -> Mapping[str, Schema]:
        """The named schemas, converted: what the references of handed-out schemas mean."""
        return self.validators.definitions()

    def validator(self, schema: Schema) -> Validator:
        """The validator of a schema that this contract handed out; built once, on first use."""
        return self.validators.of(schema)

    def named(self, name: str) -> Validator:
        """The validator of a schema that the contract defines by name, such as `Client.User`."""
        return self.validators.of({"$ref": f"{DEFINITIONS}{name}"})
