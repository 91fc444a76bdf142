"""OpenAPI 3.0 schemas become JSON Schema 2020-12."""

from typing import Any

import pytest

from mockfapi.spec.schema import convert

NULL = {"if": {"type": "null"}}
A_REF, ITS_DEF = {"$ref": "#/components/schemas/User"}, {"$ref": "#/$defs/User"}

TABLE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a plain nullable": ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    "a nullable enum gets null": (
        {"type": "string", "enum": ["a"], "nullable": True},
        {"type": ["string", "null"], "enum": ["a", None]},
    ),
    "an enum that has null": ({"enum": [None, "a"], "nullable": True}, {"enum": [None, "a"]}),
    "nullable without a type": ({"nullable": True}, {}),
    "nullable beside allOf": (
        {"type": "object", "nullable": True, "allOf": [A_REF]},
        NULL | {"else": {"type": "object", "allOf": [ITS_DEF]}},
    ),
    "nullable beside oneOf": ({"nullable": True, "oneOf": [A_REF]}, NULL | {"else": {"oneOf": [ITS_DEF]}}),
    "nullable beside a reference": (A_REF | {"nullable": True}, NULL | {"else": ITS_DEF}),
    "not nullable": ({"type": "string", "nullable": False}, {"type": "string"}),
    "siblings of a reference": (A_REF | {"type": "object", "description": "x"}, ITS_DEF),
    "a deep reference": (
        {"$ref": "#/components/schemas/User/properties/id"},
        {"$ref": "#/$defs/User/properties/id"},
    ),
    "an exclusive minimum": (
        {"type": "integer", "minimum": 0, "exclusiveMinimum": True},
        {"type": "integer", "exclusiveMinimum": 0},
    ),
    "an inclusive maximum": (
        {"type": "integer", "maximum": 9, "exclusiveMaximum": False},
        {"type": "integer", "maximum": 9},
    ),
    "an exclusive bound of nothing": ({"exclusiveMinimum": True}, {}),
    "a sized integer": (
        {"type": "integer", "format": "int32", "minimum": 1},
        {"type": "integer", "format": "int32", "minimum": 1, "maximum": 2**31 - 1},
    ),
    "words that say nothing": (
        {"type": "string", "example": "x", "xml": {}, "discriminator": {}, "externalDocs": {}, "x-y": 1},
        {"type": "string"},
    ),
    "properties named like keywords": (
        {"properties": {"nullable": {"type": "string"}, "example": {"type": "boolean", "nullable": True}}},
        {"properties": {"nullable": {"type": "string"}, "example": {"type": ["boolean", "null"]}}},
    ),
    "items and extra properties": (
        {"items": A_REF, "additionalProperties": {"type": "string", "nullable": True}},
        {"items": ITS_DEF, "additionalProperties": {"type": ["string", "null"]}},
    ),
    "a closed object": ({"additionalProperties": False}, {"additionalProperties": False}),
}


@pytest.mark.parametrize(("written", "meant"), TABLE.values(), ids=TABLE)
def test_a_schema_says_the_same_in_2020_12(written: dict[str, Any], meant: dict[str, Any]):
    """Each peculiarity of OpenAPI 3.0 is translated, and nothing is left over."""
    assert meant == convert(written)


def test_conversion_leaves_its_source_alone():
    """The document keeps its own words: it is served as it is."""
    written = {"type": "integer", "format": "int64", "nullable": True, "enum": [1]}

    convert(written)

    assert {"type": "integer", "format": "int64", "nullable": True, "enum": [1]} == written
