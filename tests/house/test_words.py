"""What modules and tests say about themselves, and what no committed file says."""

import ast
import re

import pytest

from tests.house.tree import files, modules, parsed, text

LINES_OF_A_DOCSTRING = 3
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "models"}
# Each with a bracket in it, so that this file does not hold what it forbids.
TRACES = {
    "a path of one machine": r"[/]work/|[/]root/|[/]home/[a-z]+/|[/]tmp/(build|venv)|C:[\\]Users",
    "the host of a package registry": r"pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|deb[.]debian[.]org",
}


def test_every_module_opens_with_a_docstring():
    """A module says in one to three lines what lives in it."""
    lines = {str(path): opening_lines(parsed(path)) for path in modules()}

    assert {} == {path: count for path, count in lines.items() if not 1 <= count <= LINES_OF_A_DOCSTRING}


def test_no_module_is_a_drawer():
    """A module is named after what it holds: nothing is called utils, helpers or the like."""
    assert [] == [str(path) for path in modules() if path.stem in NAMELESS]


def test_every_test_makes_a_promise_of_one_line():
    """The docstring of a test is one line that says what a user may rely on."""
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path in modules()
        if path.parts[0] == "tests" and path.name.startswith("test_")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if 1 != len((ast.get_docstring(node) or "").splitlines())
    ]

    assert [] == silent


@pytest.mark.parametrize("kind", TRACES)
def test_no_file_tells_where_it_was_written(kind: str):
    """No committed file holds a path of somebody's machine or the host of a registry."""
    pattern = re.compile(TRACES[kind])
    traces = [
        f"{path}:{number}"
        for path in files()
        for number, line in enumerate((text(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]

    assert [] == traces


def opening_lines(module: ast.Module) -> int:
    return len([line for line in (ast.get_docstring(module) or "").splitlines() if line.strip()])
