"""From the complaints of a validation library to faults that a person can act on: the leaf, its value, the wish."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Pointer = tuple[str | int, ...]

# The properties that tell the alternatives of a contract apart, with the weight of each.
TAGS = {"object": 2, "strategy": 1, "type": 1}
NOUNS = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
WISHES = {
    "additionalProperties": "no property of this name",
    "required": "this property to be present",
    "const": "{}",
    "exclusiveMaximum": "less than {}",
    "exclusiveMinimum": "more than {}",
    "json": "{}",
    "maxItems": "at most {} items",
    "maxLength": "at most {} characters",
    "maximum": "at most {}",
    "minItems": "at least {} items",
    "minLength": "at least {} characters",
    "minimum": "at least {}",
    "not": "something that the contract does not exclude",
    "oneOf": "exactly one of the alternatives, but several fit",
    "pattern": "text that matches {}",
    "uniqueItems": "items that differ",
}
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint in neither library's words. `branches` are the complaints of each alternative that failed."""

    keyword: str
    pointer: Pointer
    wanted: Any
    branches: tuple[tuple["Finding", ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one leaf. `name` is the property that is missing or one too many, else None."""

    path: str
    value: str
    wanted: str
    keyword: str
    name: str | None
    pointer: Pointer

    def __str__(self) -> str:
        return f"{self.path} is {self.value}, the contract wants {self.wanted}"


def explained(findings: Iterable[Finding], instance: object) -> tuple[Fault, ...]:
    """The faults behind the findings, each once, ordered by path; never empty."""
    leaves = [leaf for finding in findings for leaf in _leaves(finding)]
    if not leaves:
        leaves = [unspeakable(instance) or Finding("json", (), "a value that can be checked")]
    faults = {_fault(leaf, instance) for leaf in leaves}
    return tuple(sorted(faults, key=lambda fault: (_sortable(fault.pointer), fault.keyword, fault.wanted)))


def unspeakable(instance: object) -> Finding | None:
    """The first place that holds what JSON text cannot carry, or None."""
    todo: list[tuple[Pointer, Any]] = [((), instance)]
    while todo:
        pointer, value = todo.pop()
        trouble = _trouble(value)
        if trouble:
            return Finding("json", pointer, trouble)
        if isinstance(value, dict):
            todo.extend(((*pointer, key), inner) for key, inner in value.items())
        elif isinstance(value, (list, tuple)):
            todo.extend(((*pointer, position), inner) for position, inner in enumerate(value))
    return None


def _trouble(value: Any) -> str | None:
    if isinstance(value, str):
        return None if _encodable(value) else "text without lone surrogates"
    if isinstance(value, float):
        return None if math.isfinite(value) else "a finite number"
    if isinstance(value, dict):
        named = all(isinstance(key, str) and _encodable(key) for key in value)
        return None if named else "names that are proper text"
    return None if value is None or isinstance(value, (int, list, tuple)) else "a JSON value"


def _encodable(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _leaves(finding: Finding) -> Iterator[Finding]:
    """The findings below the likeliest alternative: the one whose tags match, then the one nearest to fitting."""
    if finding.branches and all(finding.branches):
        likeliest = min(finding.branches, key=lambda branch: _distance(branch, finding.pointer))
        for inner in likeliest:
            yield from _leaves(inner)
    elif finding.keyword == "additionalProperties" and isinstance(finding.wanted, list):
        yield from (Finding(finding.keyword, finding.pointer, name) for name in finding.wanted)
    else:
        yield finding


def _distance(branch: Sequence[Finding], pointer: Pointer) -> tuple[bool, int, int, int]:
    wrong_kind = any(found.keyword == "type" and found.pointer == pointer for found in branch)
    wrong_tags = sum(TAGS.get(str(found.pointer[-1]), 0) for found in branch if found.pointer[:-1] == pointer != found.pointer)
    return wrong_kind, wrong_tags, len(branch), -max(len(found.pointer) for found in branch)


def _fault(leaf: Finding, instance: object) -> Fault:
    name = str(leaf.wanted) if leaf.keyword in ("required", "additionalProperties") and leaf.wanted else None
    pointer = leaf.pointer if name is None else (*leaf.pointer, name)
    value = "missing" if leaf.keyword == "required" else short(_at(instance, pointer))
    return Fault(_path(pointer), value, _wish(leaf), leaf.keyword, name, pointer)


def _wish(leaf: Finding) -> str:
    if leaf.keyword == "type":
        return " or ".join(NOUNS.get(kind, kind) for kind in leaf.wanted)
    if leaf.keyword == "enum":
        return _cut("one of " + ", ".join(map(short, leaf.wanted)))
    return _cut(WISHES.get(leaf.keyword, leaf.keyword + " {}").format(leaf.wanted))


def short(value: object) -> str:
    """The value as JSON, or as near to it as it comes, in one line of at most 120 characters."""
    try:
        return _cut(json.dumps(value))
    except (TypeError, ValueError, RecursionError):
        return f"a {type(value).__name__}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _at(instance: Any, pointer: Pointer) -> Any:
    for step in pointer:
        instance = instance[step]
    return instance


def _path(pointer: Pointer) -> str:
    return "$" + "".join(map(_step, pointer))


def _step(step: object) -> str:
    if isinstance(step, str):
        return f".{step}" if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", step) else f"[{short(step)}]"
    return f"[{step!r}]"


def _sortable(pointer: Pointer) -> tuple[tuple[bool, str, int], ...]:
    return tuple((isinstance(step, int), str(step), step if isinstance(step, int) else 0) for step in pointer)
