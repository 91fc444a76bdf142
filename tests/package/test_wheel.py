"""The wheel as a user gets it: built, installed into an empty environment, started from another folder."""

import json
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from email import message_from_bytes
from importlib.metadata import Distribution, distribution
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
OPEN = """
import sys, mockfapi
for name in sys.argv[1:]:
    with mockfapi.world(name):
        print(name)
"""
OFFLINE_BUILD = ("wheel", "--no-build-isolation", "--no-deps", "--quiet", "--wheel-dir")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def pip_wheel(source: Path, folder: Path) -> Path:
    """Builds with what is installed here, so that building needs no registry."""
    done = run(sys.executable, "-m", "pip", *OFFLINE_BUILD, folder, source, cwd=folder)
    assert 0 == done.returncode, done.stderr
    return next(folder.glob("mockfapi-*.whl"))


def lend(wheel: Path, packages: Path) -> None:
    """Puts what the wheel asks for beside it, as it is installed here: no registry is waited for."""
    with ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        asked = message_from_bytes(archive.read(metadata)).get_all("Requires-Dist") or []
    for needed in closure(asked):
        here = Path(str(needed.locate_file("")))
        for name in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
            (packages / name).symlink_to(here / name)


def closure(asked: list[str]) -> list[Distribution]:
    """The distributions that these requirements bring along, extras aside."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(it) for it in asked]
    while waiting:
        it = waiting.pop()
        name = canonicalize_name(it.name)
        if name in found or (it.marker and not it.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting += [Requirement(text) for text in found[name].requires or ()]
    return list(found.values())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pip_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    install = ("-m", "pip", "--python", programs / "python", "install", "--quiet", "--no-deps")
    done = run(sys.executable, *install, wheel, cwd=folder)
    assert 0 == done.returncode, done.stderr
    lend(wheel, next(folder.glob("[Ll]ib*/**/site-packages")))
    return programs


@pytest.fixture
def served(environment: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that runs from the wheel, in a folder that has nothing to do with us."""
    command = (environment / "mockfapi", "serve", "--port", "0", "--json-logs")
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield json.loads(server.stdout.readline())["url"]
        finally:
            server.terminate()


def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "name",
    [
        "mockfapi/py.typed",
        "conftest_plugin/py.typed",
        "mockfapi/ports/next_test_key.pem",
        "mockfapi/ports/stranger_test_key.pem",
        "mockfapi/ports/test_key.pem",
        "mockfapi/_specs/SOURCE.md",
    ],
)
def test_the_wheel_holds_what_it_promises(wheel: Path, name: str):
    """Types, the test key and the word on where the contracts come from travel along."""
    assert name in names(wheel)


def test_the_wheel_holds_every_contract_compiled(wheel: Path):
    """No YAML is read where mockfapi is installed: the contracts are there as JSON."""
    apis = {Path(name).stem for name in names(wheel) if re.fullmatch(r"mockfapi/_specs/\w+\.json", name)}

    assert {"bapi", "control", "fapi", "webhooks"} == apis


def test_the_wheel_holds_every_scenario(wheel: Path):
    """What a checkout can serve, an installed mockfapi can serve."""
    shipped = {path.name for path in (ROOT / "scenarios").iterdir()}

    assert shipped == {Path(name).name for name in names(wheel) if name.startswith("mockfapi/_scenarios/")}


def test_a_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path):
    """Who builds from the source archive gets the files that we ship."""
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    assert 0 == done.returncode, done.stderr

    again = pip_wheel(next(tmp_path.glob("*.tar.gz")), tmp_path)

    assert names(wheel) == names(again)


def test_the_installed_server_answers(served: str):
    """`mockfapi serve` runs from any folder, with what the wheel brought."""
    with urlopen(f"{served}/v1/health") as answer:
        status = answer.status

    assert 200 == status


def test_the_installed_program_shows_scenarios(environment: Path, tmp_path: Path):
    """`mockfapi scenario show` works where mockfapi is installed."""
    shown = run(environment / "mockfapi", "scenario", "show", "b2b", cwd=tmp_path)

    assert (0, "") == (shown.returncode, shown.stderr)


def test_every_shipped_scenario_opens(environment: Path, tmp_path: Path):
    """Every scenario of the checkout is a world where mockfapi is installed."""
    shipped = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))
    opened = run(environment / "python", "-c", OPEN, *shipped, cwd=tmp_path)

    assert (shipped, "") == (opened.stdout.split(), opened.stderr)
