"""The wheel as a user gets it: built, installed into an empty environment, started from another folder."""

import json
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
NO_NETWORK = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "ConnectTimeout",
    "Connection refused",
    "ProxyError",
)
OFFLINE_BUILD = ("wheel", "--no-build-isolation", "--no-deps", "--quiet", "--wheel-dir")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def pip_wheel(source: Path, folder: Path) -> Path:
    """Builds with what is installed here, so that building needs no registry."""
    done = run(sys.executable, "-m", "pip", *OFFLINE_BUILD, folder, source, cwd=folder)
    assert 0 == done.returncode, done.stderr
    return next(folder.glob("mockfapi-*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pip_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    done = run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    if done.returncode and any(sign in done.stderr for sign in NO_NETWORK):
        pytest.skip("installing the wheel's dependencies needs a package registry, and none is reached")
    assert 0 == done.returncode, done.stderr
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


def test_the_installed_program_knows_every_scenario(environment: Path, tmp_path: Path):
    """Every shipped scenario can be shown where mockfapi is installed."""
    show = (environment / "mockfapi", "scenario", "show")
    shipped = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))

    assert {} == {
        name: shown.stderr for name in shipped if (shown := run(*show, name, cwd=tmp_path)).returncode
    }
