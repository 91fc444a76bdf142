"""The plugin against the docs: every fixture, option and marker argument; also strategies and variables."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from conftest_plugin import plugin
from tests.house.tree import files, modules, parsed, text

DOCS = "\n".join(text(path) or "" for path in files() if path.suffix == ".md")
STRATEGIES = Path("mockfapi/strategies.py")
VARIABLE = re.compile(r"MOCKFAPI_[A-Z]+")


def fixtures() -> list[str]:
    """The functions of the plugin that are decorated as fixtures."""
    found = ast.walk(ast.parse(inspect.getsource(plugin)))
    decorated = [it for it in found if isinstance(it, ast.FunctionDef)]
    return [it.name for it in decorated if any("fixture" in ast.unparse(mark) for mark in it.decorator_list)]


@pytest.mark.parametrize("name", fixtures())
def test_every_fixture_is_documented(name: str):
    """A page names the fixture as code."""
    assert re.search(rf"`[^`\n]*\b{name}\b[^`\n]*`", DOCS)


@pytest.mark.parametrize("name", plugin.OPTIONS)
def test_every_option_of_the_plugin_is_documented(name: str):
    """Command line, ini file and environment."""
    spellings = (f"--clerk-{name}", f"clerk_{name}", f"MOCKFAPI_{name.upper()}")

    assert [] == [it for it in spellings if it not in DOCS]


@pytest.mark.parametrize("argument", plugin.OPTIONS)
def test_every_argument_of_the_marker_is_documented(argument: str):
    """`@pytest.mark.clerk(...)` with each of its arguments."""
    assert re.search(rf"@pytest\.mark\.clerk\([^)]*\b{argument}=", DOCS)


def test_every_strategy_is_documented():
    """docs/CONTRACT_TESTS.md has them all."""
    public = [it.name for it in parsed(STRATEGIES).body if isinstance(it, ast.FunctionDef)]

    assert [] == [name for name in public if f"`{name}(" not in DOCS]


def test_every_environment_variable_is_documented():
    """A variable that the code reads stands in a page."""
    code = {name for path in modules() for name in VARIABLE.findall(text(path) or "")}

    assert set() == code - set(VARIABLE.findall(DOCS))
