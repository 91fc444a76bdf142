"""A tree against the scenario schema: every fault with its line, key path and what was probably meant.

Knows only the part of JSON Schema that our own schema uses; a test holds it against a full validator.
"""

import re
from collections.abc import Iterator
from typing import Any

from mockfapi.scenario.fault import ScenarioFault, nearest, shown
from mockfapi.scenario.schema import basis, definition
from mockfapi.scenario.tree import Node

Json = dict[str, Any]

WORDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "a mapping",
    "string": "a text",
}


def faults(tree: Node) -> list[ScenarioFault]:
    """Everything in a file that the schema does not allow, in the order of the lines."""
    return sorted(_check(tree, basis(), ()), key=lambda fault: fault.line or 0)


def _check(node: Node, rule: Json, path: tuple[str, ...]) -> Iterator[ScenarioFault]:
    rule = _chosen(node, rule)
    if (problem := _problem(node.value, rule)) is not None:
        yield _fault(node, path, problem)
    elif isinstance(node.value, dict):
        yield from _check_mapping(node, rule, path)
    elif isinstance(node.value, list):
        for number, item in enumerate(node.value):
            yield from _check(item, rule.get("items", {}), (*path, str(number)))


def _check_mapping(node: Node, rule: Json, path: tuple[str, ...]) -> Iterator[ScenarioFault]:
    known, others = rule.get("properties", {}), rule.get("additionalProperties", True)
    for key, inside in node.value.items():
        if key in known:
            yield from _check(inside, known[key], (*path, key))
        elif others is False:
            yield _unknown(inside, key, known, path)
        elif (problem := _problem(key, rule.get("propertyNames", {}))) is not None:
            yield _fault(inside, (*path, key), problem)
        elif isinstance(others, dict):
            yield from _check(inside, others, (*path, key))
    for key in rule.get("required", ()):
        if key not in node.value:
            yield _fault(node, path, f"lacks the key {key!r}")


def _chosen(node: Node, rule: Json) -> Json:
    """The rule without references and alternatives: of several the one that takes this type of value."""
    while "$ref" in rule:
        rule = definition(rule["$ref"])
    if "anyOf" not in rule:
        return rule
    branches = [_chosen(node, branch) for branch in rule["anyOf"]]
    for branch in branches:
        if _is_one_of(node.value, _types(branch)):
            return branch
    return {"type": [name for branch in branches for name in _types(branch)]}


def _types(rule: Json) -> list[str]:
    allowed = rule.get("type", list(WORDS))
    return [allowed] if isinstance(allowed, str) else allowed


def _is_one_of(value: Any, types: list[str]) -> bool:
    return any(name in types for name in _names_of(value))


def _names_of(value: Any) -> tuple[str, ...]:
    """The JSON types that a value has: a whole number is a number, too."""
    if value is None:
        return ("null",)
    if isinstance(value, bool):
        return ("boolean",)
    if isinstance(value, int):
        return ("integer", "number")
    by_type = {float: "number", str: "string", list: "array", dict: "object"}
    return (by_type[type(value)],)


def _problem(value: Any, rule: Json) -> str | None:
    """What a single rule has against a value itself, without looking inside."""
    types = _types(rule)
    if not _is_one_of(value, types):
        return _wrong_type(value, types, secret=rule.get("writeOnly", False))
    if "enum" in rule and value not in rule["enum"]:
        return _not_a_choice(value, rule["enum"])
    if isinstance(value, str) and "pattern" in rule and not re.fullmatch(rule["pattern"], value):
        what = "this" if rule.get("writeOnly") else shown(value)
        return f"{what} is not {rule['title']}"
    return _out_of_range(value, rule)


def _wrong_type(value: Any, types: list[str], *, secret: bool) -> str:
    wanted = " or ".join(dict.fromkeys(WORDS[name] for name in types))
    given = WORDS[_names_of(value)[0]] if isinstance(value, dict | list) else shown(value)
    hint = ""
    if "string" in types and isinstance(value, bool | int | float):
        hint = "; put it in quotes"
    elif "boolean" in types and value in ("on", "off", "yes", "no"):
        hint = f"; write {'true' if value in ('on', 'yes') else 'false'}"
    return f"must be {wanted}{hint}" if secret else f"must be {wanted}, not {given}{hint}"


def _not_a_choice(value: Any, choices: list[str]) -> str:
    meant = nearest(str(value), choices)
    if meant is not None:
        return f"{shown(value)} is not a choice here (did you mean {meant!r}?)"
    return f"{shown(value)} is not a choice here; the choices are {', '.join(choices)}"


def _out_of_range(value: Any, rule: Json) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if value < rule.get("minimum", value):
        return f"must be at least {rule['minimum']}, not {value}"
    if value > rule.get("maximum", value):
        return f"must be at most {rule['maximum']}, not {value}"
    return None


def _unknown(node: Node, key: str, known: Json, path: tuple[str, ...]) -> ScenarioFault:
    meant = nearest(key, known)
    text = "is not a key that is known here"
    if meant is None:
        homes = sorted(_homes(basis(), key, ()), key=len)
        text += f"; it belongs under {homes[0]}" if homes else f"; known are {', '.join(known)}"
    return ScenarioFault(node.file, node.line, ".".join((*path, key)), text, meant)


def _homes(rule: Json, key: str, path: tuple[str, ...]) -> Iterator[str]:
    """The sections, from the top of a file, that do have a key."""
    while "$ref" in rule:
        rule = definition(rule["$ref"])
    for name, inside in rule.get("properties", {}).items():
        if name == key and path:
            yield ".".join(path)
        # Nobody who mistakes a key means a row.
        if name == "tables":
            continue
        yield from _homes(inside, key, (*path, name))


def _fault(node: Node, path: tuple[str, ...], text: str) -> ScenarioFault:
    return ScenarioFault(node.file, node.line, ".".join(path), text)
