"""Where the code of an operation lives: handler, rules, views. Reads source, runs none."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from types import FunctionType, ModuleType
from typing import Any

from mockfapi import spec
from mockfapi.views import BAPI_VIEWS, FAPI_VIEWS

RULES = "mockfapi.rules"


def place(function: Callable[..., Any]) -> str:
    """`module:name` of a function."""
    return f"{function.__module__}:{function.__qualname__}"


def rules_of(handler: Callable[..., Any]) -> list[str]:
    """The rules that a handler calls, itself or through functions of its own module."""
    return list(dict.fromkeys(place(rule) for rule in _called(handler, set())))


def view_of(api: str, record: type) -> str:
    """The function that writes a record for an API, or the bare name of the record."""
    views: Mapping[type, Callable[..., Any]] = {"fapi": FAPI_VIEWS, "bapi": BAPI_VIEWS}.get(api, {})
    view = views.get(record)
    return record.__name__ if view is None else place(view)


def fields_of(api: str, schema: Mapping[str, Any]) -> list[str]:
    """The names in a body of this schema, required ones with a star."""
    document = spec.load(api).document
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    required = schema.get("required", ())
    return [f"{name}*" if name in required else name for name in schema.get("properties", {})]


def _called(function: Callable[..., Any], seen: set[str]) -> Iterator[Callable[..., Any]]:
    if not isinstance(function, FunctionType) or place(function) in seen:
        return
    seen.add(place(function))
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        target = _target(node, function.__globals__)
        if target is None:
            continue
        if target.__module__.startswith(RULES):
            yield target
        elif target.__module__ == function.__module__:
            yield from _called(target, seen)


def _target(node: ast.AST, names: Mapping[str, Any]) -> FunctionType | None:
    """The function that a piece of source names: `rule(...)` or `module.rule`."""
    found: Any = None
    if isinstance(node, ast.Name):
        found = names.get(node.id)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner = names.get(node.value.id)
        found = getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
    return found if isinstance(found, FunctionType) else None
