"""OpenAPI 3.0 schemas turned into JSON Schema 2020-12. Operations and validators live elsewhere."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

COMPONENTS = "#/components/schemas/"
DEFINITIONS = "#/$defs/"

# Words of OpenAPI that say nothing about an instance, or that this module translates by hand.
SILENT = {
    "description",
    "discriminator",
    "example",
    "externalDocs",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
    "xml",
}
BRANCHES = ("allOf", "anyOf", "oneOf")
SINGLE = ("additionalProperties", "items", "not")
BITS = {"int32": 31, "int64": 63}


def definitions(document: Mapping[str, Any]) -> dict[str, Any]:
    """All named schemas of an OpenAPI document, converted."""
    named: Mapping[str, Any] = document.get("components", {}).get("schemas", {})
    return {name: convert(schema) for name, schema in named.items()}


def convert(schema: Any) -> Any:
    """The same schema in JSON Schema 2020-12; `nullable` admits null wherever it stands."""
    if not isinstance(schema, Mapping):
        return schema
    if "$ref" in schema:
        # OpenAPI 3.0 ignores what stands beside a reference; 2020-12 would enforce it.
        out: dict[str, Any] = {"$ref": str(schema["$ref"]).replace(COMPONENTS, DEFINITIONS)}
    else:
        out = {key: _part(key, value) for key, value in schema.items() if _speaks(key)}
        _fold_exclusive_bounds(out)
        _bound_integers(out)
    return _or_null(out) if schema.get("nullable") is True else out


def _speaks(key: str) -> bool:
    return key not in SILENT and not key.startswith("x-")


def _part(key: str, value: Any) -> Any:
    if key in ("properties", "patternProperties"):
        return {name: convert(schema) for name, schema in value.items()}
    if key in BRANCHES:
        return [convert(schema) for schema in value]
    return convert(value) if key in SINGLE else value


def _fold_exclusive_bounds(out: dict[str, Any]) -> None:
    for exclusive, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if not isinstance(out.get(exclusive), bool):
            continue
        strict = out.pop(exclusive)
        if strict and limit in out:
            out[exclusive] = out.pop(limit)


def _bound_integers(out: dict[str, Any]) -> None:
    bits = BITS.get(out.get("format", ""))
    if bits and out.get("type") == "integer":
        out.setdefault("minimum", -(2**bits))
        out.setdefault("maximum", 2**bits - 1)


def _or_null(out: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in out or "not" in out or any(branch in out for branch in BRANCHES):
        # Not `anyOf`: there, an error inside the schema would hide one level deeper.
        return {"if": {"type": "null"}, "else": out}
    if "enum" in out and None not in out["enum"]:
        out["enum"] = [*out["enum"], None]
    if "type" in out:
        out["type"] = [out["type"], "null"]
    return out
