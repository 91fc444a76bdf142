"""Where things may lie: the top level, and the import contracts between the rings."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, files

TOP_LEVEL = {
    *("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"),
    *("benchmarks", "conftest_plugin", "docs", "mockfapi", "scenarios", "specs", "tests"),
}


def test_the_top_level_stays_as_it_is():
    """A new file or folder belongs into one of the rooms; only dot-folders may stand beside them."""
    names = {path.parts[0] for path in files()}

    assert set() == {name for name in names - TOP_LEVEL if not name.startswith(".")}


def test_rings_import_inwards_only():
    """Every import contract of pyproject.toml is kept."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == run.returncode, run.stdout + run.stderr


def test_both_packages_are_typed():
    """Type checkers of our users read our annotations."""
    assert all((ROOT / package / "py.typed").is_file() for package in ("mockfapi", "conftest_plugin"))
