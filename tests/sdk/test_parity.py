"""What Clerk's server libraries can ask for is tried here, answered, and listed in docs/SDKS.md."""

import re
from pathlib import Path

import pytest

from . import arguments, parity
from .parity import PYTHON, THREE, TWO, Requests, Row

NAMES = {PYTHON: ["py", "sender", "receiver"], TWO: ["js", "js2"], THREE: ["js", "js3"]}
"""What the tests call the libraries."""


@pytest.fixture(scope="session")
def asked(library) -> dict[str, Requests]:
    return parity.requests()


@pytest.fixture(scope="session")
def rows(asked) -> list[Row]:
    return parity.rows(asked)


def test_every_method_asks_for_something(asked):
    """A method whose request nobody sees would be missing in the table."""
    assert [] == [
        f"{library} {it}" for library, own in asked.items() for it, found in own.items() if not found
    ]


def test_every_method_of_what_is_modelled_is_tried(rows):
    """By a test of this folder, in each library that has it."""
    tests = "\n".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))
    tried = set(re.findall(r"\b(\w+)\.(\w+\.\w+)[(,)]", tests))
    untried = [
        f"{library}: {method}"
        for row in rows
        if row.modelled
        for library, methods in row.callers.items()
        for method in methods
        if not any((name, method) in tried for name in NAMES[library])
    ]

    assert [] == untried


def test_the_page_lists_them_all(rows):
    """docs/SDKS.md is as `python -m tests.sdk.parity` writes it."""
    assert parity.page(parity.written(rows)) == parity.PAGE.read_text("utf-8")


def test_what_is_not_modelled_is_refused_for_good(rows, house, world):
    """Never with a 5xx, which one of the libraries would repeat for an hour."""
    backend = house.backend(world)
    for row in rows:
        if not row.modelled:
            method, path = re.sub(r"\{\w*\}", "x", row.request).split()
            reply = backend.request(method, path)

            # A path that another method knows is 405.
            assert reply.status_code in (404, 405), row
            assert reply.errors, row


def test_nothing_of_the_contract_is_missing(rows):
    """Whatever has an id in our contract is modelled."""
    assert [] == [row.id for row in rows if row.id is not None and not row.modelled]


def test_every_argument_is_known():
    """Whatever the Python library can send, the operation takes."""
    assert {} == arguments.unknown()
