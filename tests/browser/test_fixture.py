"""The real client in worlds of the `clerk` fixture: one live server, a path prefix for each world."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockfapi import Clerk

from . import pages
from .conftest import visit
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def visitor_of(
    chromium: Browser, scripts: Mapping[str, Path], line: str
) -> Iterator[Callable[[Clerk], Visitor]]:
    """Sends somebody to a site whose mock is the world of a fixture."""
    with ExitStack() as stack:

        def somebody(clerk: Clerk) -> Visitor:
            site = pages.Site(clerk.publishable_key, clerk.url, scripts)
            origin = stack.enter_context(pages.serve(site, "localhost"))
            return stack.enter_context(visit(chromium, f"{origin}/{line}"))

        yield somebody


@pytest.mark.clerk(scenario="one_user")
def test_a_real_browser_and_the_test_share_a_world(
    clerk: Clerk, visitor_of: Callable[[Clerk], Visitor], ada: Persona
) -> None:
    """Somebody signs in on a page; the test sees the calls and reads the code that was sent."""
    visitor = visitor_of(clerk)
    visitor.open("sign-in")
    visitor.identify(ada.email)
    visitor.pick("Use another method")
    visitor.request_code_with("Email code to")
    visitor.type_code(clerk.outbox.wait(to=ada.email).code or "")

    assert ada.email == visitor.arrive_home()
    assert {200} == {it.status for it in clerk.calls("attemptSignInFactorOne")}


@pytest.mark.clerk(scenario="one_user")
def test_two_worlds_on_one_server_do_not_know_each_other(
    clerk: Clerk, visitor_of: Callable[[Clerk], Visitor], ada: Persona
) -> None:
    """Who is signed in in a world is nobody in its twin, under the same host and port."""
    with clerk.fork() as twin:
        here, there = visitor_of(clerk), visitor_of(twin)
        here.sign_in(ada.email, ada.password)
        here.arrive_home()
        there.open()

        assert "signed out" == there.who
        assert [] == twin.calls("attemptSignInFactorOne")
