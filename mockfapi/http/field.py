"""A declared field of a form or query: the value that a text stands for."""

import json
import re
from collections.abc import Mapping
from typing import Any

from mockfapi.frozen import dataclass

INTEGER = re.compile(r"-?\d{1,18}")
NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?")
BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field: the JSON types that it admits."""

    types: frozenset[str]
    schema: Mapping[str, Any]

    @classmethod
    def of(cls, schema: Mapping[str, Any]) -> "Field":
        kinds = schema.get("type", "string")
        return cls(frozenset([kinds] if isinstance(kinds, str) else kinds), schema)

    @property
    def is_file(self) -> bool:
        return self.schema.get("format") == "binary"

    def typed(self, text: str) -> Any:
        """The value that a text stands for; the text itself when it stands for none: validation says so."""
        if "string" in self.types:
            return text
        if "null" in self.types and text in ("", "null"):
            return None
        if "boolean" in self.types and text in BOOLEANS:
            return BOOLEANS[text]
        if "integer" in self.types and INTEGER.fullmatch(text):
            return int(text)
        if "number" in self.types and NUMBER.fullmatch(text):
            return float(text) if "." in text else int(text)
        return self._parsed(text) if "object" in self.types else text

    def _parsed(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text

    def items(self) -> "Field":
        return Field.of(self.schema.get("items", {}))
