"""Hooks and fixtures. Imports nothing but pytest: having the plugin installed costs nothing."""

import os
import sys
from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest_plugin.report import Before
    from mockfapi.clerk import Clerk

MARKER = (
    "clerk(scenario=..., seed=..., clock=..., intercept=...): "
    "the world that the `clerk` fixture of this test opens"
)
OPTIONS = {
    "scenario": "scenario that the `clerk` fixture opens, by name or file (default: empty)",
    "seed": "seed of ids, codes and tokens in the worlds of the `clerk` fixture (default: 0)",
    "clock": "moment at which the clocks of the `clerk` fixture stand still, such as 2026-01-31T12:00Z",
    "intercept": "whether calls to Clerk's hosts land in the world of the `clerk` fixture: on, strict or off",
}
# Imported by the first test that opens a world; until then no hook has anything to do.
ENGINE = "mockfapi.clerk.opening"
CHOSEN: pytest.StashKey[dict[str, str]] = pytest.StashKey()
BEFORE: "pytest.StashKey[Before]" = pytest.StashKey()
# The tests under way: the last one runs, those before it run pytest themselves.
RUNNING: list[pytest.Item] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mockfapi")
    for name, text in OPTIONS.items():
        group.addoption(f"--clerk-{name}", default=None, help=text)
        parser.addini(f"clerk_{name}", help=text, default=None)


def pytest_load_initial_conftests(args: list[str]) -> None:
    """A misspelled option of ours is refused with the one that was probably meant."""
    if any(arg.startswith("--clerk-") for arg in args):
        from conftest_plugin.spelling import check_spelling

        check_spelling(args)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Says which world tests get by default, where somebody chose one."""
    told = ", ".join(f"{name} {value}" for name, value in chosen_options(config).items())
    return f"mockfapi: {told}" if told else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Options that no world can open with are refused once, before the first test that would use them."""
    told = chosen_options(config)
    # A worker of pytest-xdist cannot refuse the run; there every test says what is wrong.
    is_worker = hasattr(config, "workerinput")
    if told and not is_worker and any("clerk" in getattr(it, "fixturenames", ()) for it in items):
        from conftest_plugin.choice import check_options

        check_options(config, told)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Remembers whose turn it is: the fixture `request` would cost a test as much as opening a world."""
    RUNNING.append(item)
    try:
        return (yield)
    finally:
        RUNNING.pop()
        if ENGINE in sys.modules:
            sys.modules[ENGINE].engine().board.sweep()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if ENGINE in sys.modules:
        from conftest_plugin.report import before

        item.stash[BEFORE] = before()


def pytest_unconfigure() -> None:
    """Stops the live server, if any test had it started."""
    if ENGINE in sys.modules:
        sys.modules[ENGINE].engine().stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failing test shows the calls that its worlds answered and the messages that they sent."""
    report = yield
    if report.failed and call.when != "teardown" and ENGINE in sys.modules:
        from conftest_plugin.report import sections

        report.sections += sections(item.stash.get(BEFORE, {}))
    return report


def chosen_options(config: pytest.Config) -> dict[str, str]:
    """The settings that somebody chose, by the usual precedence: command line, environment, ini file."""
    if (known := config.stash.get(CHOSEN, None)) is not None:
        return known
    found = {}
    for name in OPTIONS:
        given = config.getoption(f"clerk_{name}") or os.environ.get(f"MOCKFAPI_{name.upper()}")
        if value := given or config.getini(f"clerk_{name}"):
            found[name] = value
    config.stash[CHOSEN] = found
    return found


@pytest.fixture(scope="session")
def clerk_config() -> Mapping[str, Any]:
    """Override it, in any scope, to choose what markers choose, for many tests; markers win."""
    return {}


@pytest.fixture
def clerk(clerk_config: Mapping[str, Any]) -> "Iterator[Clerk]":
    """A fresh world for this test, gone when it ends."""
    if ENGINE not in sys.modules:
        _get_ready()
    from conftest_plugin.choice import opened

    with opened(RUNNING[-1], clerk_config) as world:
        yield world


def _get_ready() -> None:
    """Imports all that worlds need, once a run. None of it is garbage: the collector need not look."""
    import gc

    was_on = gc.isenabled()
    gc.disable()
    try:
        from mockfapi.clerk import engine

        engine()
    finally:
        if was_on:
            gc.enable()
