"""docs/PLAYWRIGHT.md: its examples run in Chromium, and whatever an attachment has is named there."""

from __future__ import annotations

import asyncio
import inspect
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

import mockfapi
from mockfapi.clerk.browsing.attaching import Attachment
from mockfapi.clerk.pages import How
from tests.house.tree import ROOT

from . import pages
from .conftest import BINARIES, FLAGS, FOREIGN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOCUMENT = (ROOT / "docs/PLAYWRIGHT.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
# For the rest of the house.
INNER = {"answers", "begin", "end", "pause", "route", "unroute"}


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Inner runs drop from memory what they were the first to import, and some libraries load only once."""
    with mockfapi.world("b2b") as clerk:
        olga = clerk.user("olga@workshop.test")
        clerk.browser().post("/v1/client/sign_ins", identifier=olga.email, password=olga.password)
        clerk.tickets.invite("kim@engines.test", redirect_url="http://localhost")
        clerk.faults.preset("slow_network")

        assert olga.token()


class Playwright:
    """The fixtures of pytest-playwright, as far as the document names them."""

    def __init__(self, chromium: Browser, origin: str) -> None:
        self._chromium, self._origin = chromium, origin

    @pytest.fixture
    def base_url(self) -> str:
        return self._origin

    @pytest.fixture
    def page(self) -> Iterator[Page]:
        with self._chromium.new_context(base_url=self._origin) as context:
            yield context.new_page()


class App(pages.Site):
    """The site at the root of its origin."""

    def answer(self, path: str) -> Any:
        status, kind, body = super().answer(f"/v6{path}")
        return status, kind, body.replace(b'home = "/v6/"', b'home = "/"')


@pytest.fixture
def origin() -> Iterator[str]:
    """Where the app of the document is served."""
    with pages.serve(App(FOREIGN, None, {}), "localhost") as origin:
        yield origin


@pytest.mark.parametrize("source", [it for it in EXAMPLES if "async def" not in it])
def test_examples_run(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    chromium: Browser,
    modules: Mapping[str, Path],
    origin: str,
    source: str,
) -> None:
    """Every example does what it claims, in an app that has clerk-js installed."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(test_it=source)
    shutil.copytree(modules["v6"] / "node_modules", pytester.path / "node_modules")
    options = ("-p", "conftest_plugin.plugin", "-W", "error")
    result = pytester.runpytest_inprocess(*options, plugins=[Playwright(chromium, origin)])

    assert {"passed": source.count("def test_")} == result.parseoutcomes()


def test_the_async_example_runs(
    monkeypatch: pytest.MonkeyPatch, modules: Mapping[str, Path], origin: str
) -> None:
    """The journey of the document, in a loop of its own."""
    (source,) = (it for it in EXAMPLES if "async def" in it)
    told: dict[str, Any] = {}
    exec(source, told)
    monkeypatch.chdir(modules["v6"])
    failures: list[BaseException] = []

    async def journey() -> None:
        from playwright.async_api import async_playwright

        binary = next(filter(None, map(shutil.which, BINARIES)))
        async with async_playwright() as running:
            browser = await running.chromium.launch(executable_path=binary, args=FLAGS)
            page = await browser.new_page(base_url=origin)
            with mockfapi.world("one_user") as clerk:
                await told["journey"](clerk, page)
            await browser.close()

    def work() -> None:
        try:
            asyncio.run(journey())
        except BaseException as failure:
            failures.append(failure)

    # The loop of this thread belongs to the other API.
    thread = Thread(target=work)
    thread.start()
    thread.join()

    assert [] == failures


def test_everything_is_named() -> None:
    """What an attachment has, and how pages are attached."""
    public = [name for name, _ in inspect.getmembers(Attachment) if not name.startswith("_")]
    words = [
        *(f"attachment.{it}" for it in public if it not in INNER),
        *(f"{it}=" for it in How.__annotations__),
    ]

    assert [] == [word for word in words if word not in DOCUMENT]
