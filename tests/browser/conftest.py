"""What browser tests share: one Chromium, one mock, a site for each kind of key, a fresh visitor a test."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from . import packages, pages
from .server import Mock
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from mockfapi import Clerk

# The key of an app that was built for an instance of its own.
FOREIGN = f"pk_test_{base64.b64encode(b'quick-finch-42.clerk.accounts.dev$').decode().rstrip('=')}"
INSTALLED = {"v5": (packages.CLERK_JS_5,), "v6": (packages.CLERK_JS_6, packages.CLERK_UI)}
SCENARIO = "one_user"
SCENARIO_FILE = Path(__file__).resolve().parents[2] / "scenarios" / f"{SCENARIO}.yaml"
# The shell is the same browser without its windows, and starts and runs with less.
BINARIES = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The client takes an automated browser for no browser at all and hides its failures from it.
    "--disable-blink-features=AutomationControlled",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails shows what the server printed: an error of ours explains itself there."""
    report = yield
    mock = getattr(item, "funcargs", {}).get("mock")
    if report.failed and mock is not None:
        report.sections.append(("Last lines of the server", mock.printed))
    return report


# Package scope, not session scope: an open Playwright blocks asyncio for the tests of other folders.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser, without any way to a name outside this machine."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the browser tests need Playwright: pip install playwright"
    )
    binary = next(filter(None, map(shutil.which, BINARIES)), None)
    if binary is None:
        pytest.skip("the browser tests need Chromium: apt-get install chromium-headless-shell")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=binary, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def scripts() -> Mapping[str, Path]:
    """The folders with the scripts of the real client, by the names that the pages use."""
    try:
        return {
            "v5": packages.scripts(packages.CLERK_JS_5),
            "v6": packages.scripts(packages.CLERK_JS_6),
            "ui": packages.scripts(packages.CLERK_UI),
        }
    except packages.MissingError as reason:
        pytest.skip(f"the browser tests need the client's packages: {reason}")


@pytest.fixture(scope="package")
def running_mock() -> Iterator[Mock]:
    """The one server process of these tests."""
    mock = Mock(SCENARIO)
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def mock(running_mock: Mock) -> Mock:
    """The server with its world as the scenario describes it."""
    running_mock.reset()
    return running_mock


@pytest.fixture(scope="package")
def ada() -> Persona:
    """The one user of the scenario."""
    user = yaml.safe_load(SCENARIO_FILE.read_text(encoding="utf-8"))["users"]["ada"]
    return Persona(user["email_address"], user["password"])


@pytest.fixture(params=["v5", "v6"])
def line(request: pytest.FixtureRequest) -> str:
    """The client line: every test runs with the last v5 and a current v6."""
    return str(request.param)


@pytest.fixture
def visitor(chromium: Browser, scripts: Mapping[str, Path], mock: Mock, line: str) -> Iterator[Visitor]:
    """A visitor of a site with the key that `serve` prints, on another host name than the mock."""
    site = pages.Site(mock.publishable_key, mock.origin, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


@pytest.fixture(params=["pk_test_", "pk_live_"])
def cookie_visitor(
    request: pytest.FixtureRequest, chromium: Browser, scripts: Mapping[str, Path], mock: Mock, line: str
) -> Iterator[Visitor]:
    """A visitor of a site on the mock's own host name, with a key that leaves no room for a dev browser."""
    host = base64.b64encode(f"127.0.0.1:{mock.port}$".encode()).decode()
    site = pages.Site(f"{request.param}{host}", mock.origin, scripts)
    with pages.serve(site, "127.0.0.1") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


@contextmanager
def visit(chromium: Browser, home: str) -> Iterator[Visitor]:
    with chromium.new_context() as context:
        someone = Visitor(context, home)
        yield someone

        assert [] == someone.outside, "the page tried to leave this machine"


@pytest.fixture(scope="package")
def modules(scripts: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """For each line the folder of an app that has the client installed."""
    made = {}
    for line, installed in INSTALLED.items():
        made[line] = tmp_path_factory.mktemp(line)
        for it in installed:
            folder = made[line] / "node_modules" / it.name
            shutil.copytree(packages.scripts(it), folder / "dist")
            told = {"name": it.name, "version": it.version, "jsdelivr": "dist/clerk.browser.js"}
            (folder / "package.json").write_text(json.dumps(told), encoding="utf-8")
    return made


@pytest.fixture
def attached(chromium: Browser, modules: Mapping[str, Path], line: str) -> Iterator[Callable[..., Visitor]]:
    """Sends somebody, attached to a world, to a site that was built with the key of an instance of its own.

    Whatever the page asks of other hosts is answered: what left this machine would have failed.
    """
    with ExitStack() as stack:

        def somebody(clerk: Clerk, key: str = FOREIGN, **how: str) -> Visitor:
            origin = stack.enter_context(pages.serve(pages.Site(key, None, {}), "localhost"))
            context = stack.enter_context(chromium.new_context())
            someone = Visitor(context, f"{origin}/{line}")
            clerk.attach(someone.page, scripts=modules[line], **how)
            stack.enter_context(nothing_left(someone))
            return someone

        yield somebody


@contextmanager
def nothing_left(someone: Visitor) -> Iterator[None]:
    """Fails in the end if a request to another host was left to the network, which there is none."""
    left: list[str] = []
    someone.context.on(
        "requestfailed", lambda it: left.append(it.url) if "NAME_NOT_RESOLVED" in (it.failure or "") else None
    )
    yield

    assert [] == left, "the page tried to leave this machine"
