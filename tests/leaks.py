"""Fields that an answer shows and its schema does not name: schemas leave objects open, ours never are."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mockfapi.spec import Contract
from mockfapi.spec.schema import DEFINITIONS

Schema = Mapping[str, Any]
LISTS = ("allOf", "anyOf", "oneOf")
BRANCHES = ("if", "then", "else")


def leaks(contract: Contract, schema: Schema, value: Any) -> list[str]:
    """The JSON paths of fields that no part of the schema names, unless it invites any field."""
    return list(_leaks(contract, [schema], value, "$"))


def _leaks(contract: Contract, schemas: Iterable[Schema], value: Any, path: str) -> Iterator[str]:
    parts = [part for schema in schemas for part in _parts(contract, schema)]
    if isinstance(value, list):
        items = [part["items"] for part in parts if isinstance(part.get("items"), dict)]
        for number, item in enumerate(value):
            yield from _leaks(contract, items, item, f"{path}[{number}]")
    if isinstance(value, dict):
        named = [part.get("properties", {}) for part in parts]
        invited = any(part.get("additionalProperties") for part in parts) or not any(named)
        for name, field in value.items():
            said = [properties[name] for properties in named if name in properties]
            if said:
                yield from _leaks(contract, said, field, f"{path}.{name}")
            elif not invited:
                yield f"{path}.{name}"


def _parts(contract: Contract, schema: Schema) -> Iterator[Schema]:
    """The schema and everything that it is put together from."""
    yield schema
    if "$ref" in schema:
        yield from _parts(contract, contract.definitions[schema["$ref"].removeprefix(DEFINITIONS)])
    inner = [part for name in LISTS for part in schema.get(name, ())]
    inner += [schema[name] for name in BRANCHES if isinstance(schema.get(name), dict)]
    for part in inner:
        yield from _parts(contract, part)
