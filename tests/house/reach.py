"""Which rows of the catalogue a function can name, directly or through what it uses. Runs no code."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.house.tree import ROOT, modules, parsed

Place = tuple[str, str]  # a module and a top-level name in it
CATALOGUE = "mockfapi.errors"
INSIDE = ("mockfapi.rules", "mockfapi.http", "mockfapi.fapi", "mockfapi.bapi", "mockfapi.control")


def reachable(starts: Iterable[Place]) -> set[str]:
    """The names of all rows that can be met from these places."""
    seen: set[Place] = set()
    rows: set[str] = set()
    waiting = list(starts)
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        for module, name in _uses(place):
            if module == CATALOGUE:
                rows.add(name)
            elif module.startswith(INSIDE):
                waiting += _names_of(module) if name == "*" else [(module, name)]
    return rows


@cache
def _paths() -> dict[str, Path]:
    dotted = {".".join(path.with_suffix("").parts): path for path in modules() if path.parts[0] == "mockfapi"}
    return {name.removesuffix(".__init__"): path for name, path in dotted.items() if (ROOT / path).exists()}


@cache
def _tops(module: str) -> dict[str, ast.AST]:
    """What a module defines at its top: functions, classes, names."""
    found: dict[str, ast.AST] = {}
    for node in parsed(_paths()[module]).body if module in _paths() else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found.update({it.id: node for it in targets if isinstance(it, ast.Name)})
    return found


def _names_of(module: str) -> list[Place]:
    return [(module, name) for name in _tops(module)]


@cache
def _imports(module: str) -> dict[str, Place]:
    """What each imported name stands for; a whole module is its name and a star."""
    found: dict[str, Place] = {}
    for node in ast.walk(parsed(_paths()[module])):
        if isinstance(node, ast.ImportFrom) and node.module:
            for it in node.names:
                inner = f"{node.module}.{it.name}"
                whole = (inner, "*") if inner in _paths() else (node.module, it.name)
                found[it.asname or it.name] = whole
    return found


@cache
def _uses(place: Place) -> tuple[Place, ...]:
    module, name = place
    node = _tops(module).get(name)
    return () if node is None else tuple(_named_in(module, node))


def _named_in(module: str, node: ast.AST) -> Iterator[Place]:
    """The places that a piece of code names. `module.name` is that name, not the whole module."""
    imports, tops = _imports(module), _tops(module)
    owners = set()
    for it in ast.walk(node):
        if isinstance(it, ast.Attribute) and isinstance(it.value, ast.Name):
            owner, member = imports.get(it.value.id, ("", "")), it.attr
            if owner[1] == "*":
                owners.add(id(it.value))
                yield owner[0], member
    for it in ast.walk(node):
        if isinstance(it, ast.Name) and id(it) not in owners:
            if it.id in tops:
                yield module, it.id
            elif it.id in imports:
                yield imports[it.id]
