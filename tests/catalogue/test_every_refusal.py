"""Every row of the catalogue is provoked by a request: a code that nothing provokes fails the build.

The provocations stand beside this file, one module a topic.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from mockfapi import errors
from mockfapi.app import App
from tests.catalogue.stage import PROVOCATIONS, Stage

for module in sorted(Path(__file__).parent.glob("*.py")):
    if not module.stem.startswith(("test_", "__")):
        import_module(f"tests.catalogue.{module.stem}")

ROWS = {name: row for name, row in vars(errors).items() if isinstance(row, errors.ErrorRow)}


@pytest.fixture
def stage(house: App) -> Iterator[Stage]:
    stage = Stage(house)
    yield stage
    stage.close()


def pattern(template: str) -> str:
    """What a text of the catalogue looks like once its blanks are filled."""
    parts = (
        (re.escape(text), "" if blank is None else ".*") for text, blank, _, _ in Formatter().parse(template)
    )
    return "".join(text + blank for text, blank in parts)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_request_provokes_it(name: str, stage: Stage) -> None:
    """The row's status, code and text come back over the door."""
    row = ROWS[name]

    assert name in PROVOCATIONS, f"nothing provokes {name}: write a provocation in tests/catalogue"

    reply = PROVOCATIONS[name](stage)
    found = [it for it in reply.errors if it["code"] == row.code]

    assert found, (reply.status_code, reply.answer.body[:500])
    assert row.status == reply.status_code or found[0] is not reply.errors[0]
    assert any(re.fullmatch(pattern(row.long_message), it["long_message"], re.DOTALL) for it in found), found


def test_nothing_is_provoked_that_is_not_there() -> None:
    """A provocation names rows of the catalogue only."""
    assert set() == PROVOCATIONS.keys() - ROWS.keys()
