"""What the pytest plugin costs: installed but unused, at first use, a test; beside the same without it."""

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import mockfapi

STARTS = 12
RUNS = 3
PAIRS = 7
TESTS = 1000
OPENED = 2000
# An installed program keeps its bytecode.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(Path(__file__).parents[1])}
PLUGIN = ("-p", "conftest_plugin.plugin")
NOTHING = "def test_nothing(): pass\n"
# Finds, imports and registers the plugin, as pytest does with each that is installed.
TIMED = """
import time
def pytest_addoption(pluginmanager):
    begun = time.perf_counter()
    pluginmanager.import_plugin("conftest_plugin.plugin")
    print("TOOK", 1000 * (time.perf_counter() - begun))
"""
FIRST = """
import time
def test_first(request):
    begun = time.perf_counter()
    clerk = request.getfixturevalue("clerk")
    opened = time.perf_counter()
    assert clerk.browser().get("/v1/client").status_code == 200
    print("TOOK", 1000 * (opened - begun), 1000 * (time.perf_counter() - begun))
"""
TRIVIAL = """
import pytest
@pytest.fixture
def bare():
    yield 1
@pytest.mark.parametrize("number", range({tests}))
def test_trivial(number, {fixture}): pass
"""


def pytest_run(folder: Path, source: str, *options: str) -> tuple[float, str]:
    """CPU seconds and output of pytest over one file."""
    (folder / "test_it.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [*command, "test_it.py"], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        raise SystemExit(run.stdout + run.stderr)
    return now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, run.stdout


def in_turn(one: Callable[[], float], other: Callable[[], float], times: int) -> list[tuple[float, float]]:
    """Both, in turn, so that a slow minute of the machine slows both. The first pair fills caches."""
    return [(one(), other()) for _ in range(times + 1)][1:]


def unused(folder: Path) -> float:
    """Milliseconds that a start without any use pays. A whole start varies by more than this measures."""
    (folder / "timed.py").write_text(TIMED)
    runs = [pytest_run(folder, NOTHING, "-s", "-p", "timed")[1] for _ in range(STARTS)]
    return min(float(run.partition("TOOK ")[2].split()[0]) for run in runs)


def first_use(folder: Path) -> tuple[float, float]:
    """Milliseconds to the first world, and to its first answer."""
    found = []
    for _ in range(RUNS + 2):
        _, out = pytest_run(folder, FIRST, "-s", *PLUGIN)
        told = re.search(r"TOOK (\S+) (\S+)", out)
        assert told is not None
        found.append((float(told[1]), float(told[2])))
    return min(it for it, _ in found), min(it for _, it in found)


def many_tests(folder: Path) -> float:
    """Seconds of CPU that the fixture adds to many trivial tests, its first use not left out."""
    pairs = in_turn(
        lambda: pytest_run(folder, TRIVIAL.format(tests=TESTS, fixture="clerk"), *PLUGIN)[0],
        lambda: pytest_run(folder, TRIVIAL.format(tests=TESTS, fixture="bare"), *PLUGIN)[0],
        PAIRS,
    )
    # Neighbours in time: a slow minute of the machine is longer than a pair of runs.
    return statistics.median(clerk - bare for clerk, bare in pairs)


def one_world(scenario: str, *, intercept: bool = False) -> float:
    """Microseconds to open a world and to close it; with `intercept`, to put it in force meanwhile."""
    rounds = []
    for _ in range(5):
        begun = time.perf_counter()
        for _ in range(OPENED // 5):
            with mockfapi.world(scenario, intercept=intercept):
                pass
        rounds.append((time.perf_counter() - begun) / (OPENED // 5))
    return min(rounds) * 1_000_000


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened, answered = first_use(folder)
        added = many_tests(folder)
        rows = [
            ("installed but unused, ms a start", unused(folder), 3),
            ("first use: the fixture, ms", opened, 250),
            ("first use: fixture and first answer, ms", answered, 250),
            *((f"open and close a world, {it}, us", one_world(it), 100) for it in ("empty", "b2b")),
            ("the same in force, empty, us", one_world("empty", intercept=True), 100),
            (f"{TESTS} trivial tests, s CPU added in all", added, 0.5),
            ("the fixture a test, us", (added - opened / 1000) / TESTS * 1_000_000, 100),
        ]
    print(f"{'what':<42}{'measured':>10}{'goal':>8}")
    for what, measured, goal in rows:
        print(f"{what:<42}{measured:>10.2f}{goal:>8}")


if __name__ == "__main__":
    main()
