"""A mock with a state file is killed and started again: who was signed in stays signed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from . import pages
from .conftest import SCENARIO, visit
from .server import Mock
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def mock(tmp_path: Path) -> Iterator[Mock]:
    """A server of this test's own, with a state file."""
    mock = Mock(SCENARIO, "--state", str(tmp_path / "worlds.state"))
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def visitor(chromium: Browser, scripts: Mapping[str, Path], mock: Mock, line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is that server."""
    site = pages.Site(mock.publishable_key, mock.origin, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


def test_a_kill_signs_nobody_out(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """A tab signed in before the kill is still signed in after a reload, and its session gives tokens."""
    visitor.sign_in(ada.email, ada.password)

    assert ada.email == visitor.arrive_home()

    session = visitor.run("Clerk.session.id")
    mock.kill()
    mock.start()
    visitor.reload()

    assert ada.email == visitor.arrive_home()
    assert session == visitor.run("Clerk.session.id")
    assert 3 == len(visitor.run("Clerk.session.getToken({skipCache: true})").split("."))

    visitor.sign_out()

    assert "signed out" == visitor.who


def test_a_code_that_was_sent_before_a_kill_still_counts(visitor: Visitor, mock: Mock) -> None:
    """A sign-up that stands at its code is finished on the same page after the restart."""
    visitor.open("sign-up")
    visitor.request_code_by(emailAddress="grace@engines.test", password="moth-in-relay-seventy")
    code = mock.code_sent_to("grace@engines.test")
    mock.kill()
    mock.start()
    visitor.type_code(code)

    assert "grace@engines.test" == visitor.arrive_home()
