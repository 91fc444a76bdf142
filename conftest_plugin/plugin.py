"""Hooks and fixtures. Imports nothing but pytest: having the plugin installed costs nothing."""

import os
import sys
from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mockfapi.clerk import Clerk

MARKER = "clerk(scenario=..., seed=..., clock=...): the world that the `clerk` fixture of this test opens"
OPTIONS = {
    "scenario": "scenario that the `clerk` fixture opens, by name or file",
    "seed": "seed of ids, codes and tokens in the worlds of the `clerk` fixture",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mockfapi")
    for name, text in OPTIONS.items():
        group.addoption(f"--clerk-{name}", default=None, help=text)
        parser.addini(f"clerk_{name}", help=text, default=None)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Says which scenario tests get by default, where somebody chose one."""
    chosen = {name: value for name in OPTIONS if (value := option(config, name)) is not None}
    told = ", ".join(f"{name} {value}" for name, value in chosen.items())
    return f"mockfapi: {told}" if told else None


def pytest_unconfigure() -> None:
    """Stops the live server, if any test had it started."""
    opening = sys.modules.get("mockfapi.clerk.opening")
    if opening is not None and opening.engine.cache_info().currsize:
        opening.engine().stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failing test shows the calls that its world answered and the messages that it sent."""
    report = yield
    clerk = getattr(item, "funcargs", {}).get("clerk")
    if call.when == "call" and report.failed and clerk is not None:
        from conftest_plugin.report import sections

        report.sections += sections(clerk)
    return report


def option(config: pytest.Config, name: str) -> str | None:
    """A setting by the usual precedence: command line, environment, ini file."""
    chosen: str | None = config.getoption(f"clerk_{name}")
    return chosen or os.environ.get(f"MOCKFAPI_{name.upper()}") or config.getini(f"clerk_{name}") or None


@pytest.fixture
def clerk_config() -> Mapping[str, Any]:
    """Override this fixture to choose `scenario`, `seed` or `clock` for many tests at once; markers win."""
    return {}


@pytest.fixture
def clerk(request: pytest.FixtureRequest, clerk_config: Mapping[str, Any]) -> "Iterator[Clerk]":
    """A fresh world for this test, gone when it ends."""
    from conftest_plugin.choice import chosen
    from mockfapi.clerk import world

    with world(**chosen(request, clerk_config)) as opened:
        yield opened
