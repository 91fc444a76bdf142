"""Size budgets: a file and a function fit into a head."""

import ast

from tests.house.tree import modules, parsed, text

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


def test_no_file_outgrows_its_budget():
    """A Python file has at most 300 lines."""
    lengths = {str(path): len((text(path) or "").splitlines()) for path in modules()}

    assert {} == {path: length for path, length in lengths.items() if length > LINES_OF_A_FILE}


def test_no_function_outgrows_its_budget():
    """A function has at most 40 lines, its decorators and docstring not left out."""
    lengths = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or 0) - first_line(node) + 1
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {} == {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION}


def first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
