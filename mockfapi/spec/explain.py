"""From the complaints of a validation library to faults to act on: the leaf, its value, the wish."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mockfapi.frozen import dataclass

Pointer = tuple[str | int, ...]

# The properties that tell the alternatives of a contract apart, with the weight of each.
TAGS = {"object": 2, "strategy": 1, "type": 1}
NOUNS = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "object": "an object",
    "string": "a string",
    "null": "null",
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
DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint in neither library's words; `branches` holds those of each alternative that failed."""

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
    leaves = [leaf for finding in findings for leaf in _leaves(finding)] or [Finding("schema", (), "to fit")]
    faults = {_fault(leaf, instance) for leaf in leaves}
    return tuple(sorted(faults, key=lambda fault: (_sortable(fault.pointer), fault.keyword, fault.wanted)))


def unspeakable(instance: object) -> Fault | None:
    """The first place that holds what JSON text cannot carry, or None.

    Validators do not look for it: where a schema asks nothing of a value, they accept it.
    """
    found = _sought(instance, 0)
    return found and _fault(Finding("json", tuple(reversed(found[1])), found[0]), instance)


def _sought(value: Any, depth: int) -> tuple[str, list[str | int]] | None:
    """What is wrong with the value, and the steps that lead to it, the last one first."""
    inside: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, (list, tuple)):
        inside = enumerate(value)
    trouble = _trouble(value) if depth < DEEPEST else f"at most {DEEPEST} levels"
    if trouble:
        return trouble, []
    for step, inner in inside:
        found = _sought(inner, depth + 1)
        if found:
            found[1].append(step)
            return found
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
    """The findings below the likeliest alternative: that whose tags match, then the nearest to fitting."""
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
    inside = [found for found in branch if found.pointer != pointer and found.pointer[:-1] == pointer]
    wrong_tags = sum(TAGS.get(str(found.pointer[-1]), 0) for found in inside)
    return wrong_kind, wrong_tags, len(branch), -max(len(found.pointer) for found in branch)


def _fault(leaf: Finding, instance: object) -> Fault:
    about_name = leaf.keyword in ("required", "additionalProperties") and isinstance(leaf.wanted, str)
    name = leaf.wanted if about_name else None
    pointer = leaf.pointer if name is None else (*leaf.pointer, name)
    value = "missing" if leaf.keyword == "required" else short(_at(instance, pointer))
    return Fault(_path(pointer), value, _wish(leaf), leaf.keyword, name, pointer)


def _wish(leaf: Finding) -> str:
    if leaf.keyword == "type":
        return " or ".join(NOUNS[kind] for kind in sorted(leaf.wanted, key=list(NOUNS).index))
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
    return tuple((True, "", step) if isinstance(step, int) else (False, str(step), 0) for step in pointer)
