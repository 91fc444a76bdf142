"""pytest inside pytest: inner runs that load our plugin and nothing else."""

from collections.abc import Callable

import pytest

import conftest_plugin.choice
import conftest_plugin.report
import conftest_plugin.spelling
import mockfapi

assert conftest_plugin  # Imported here: an inner run drops from memory what it was the first to import.


@pytest.fixture(scope="session", autouse=True)
def warm():
    """Everything that inner runs need is in memory: some libraries cannot be loaded twice."""
    with mockfapi.world("b2b") as clerk:
        olga = clerk.user("olga@workshop.test")
        clerk.browser().post("/v1/client/sign_ins", identifier=olga.email, password=olga.password)
        return clerk.url and olga.token()


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Callable[..., pytest.RunResult]:
    """Runs a test file with our plugin."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def runner(source: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(test_it=source)
        return pytester.runpytest_inprocess("-p", "conftest_plugin.plugin", *options)

    return runner
