"""The pinned server library of npm, with all that it needs: installed once, outside git.

`python -m tests.sdk.packages` installs it ahead of the tests.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache" / "npm"
LISTS = ("package.json", "package-lock.json")


class MissingError(Exception):
    """The library is not at hand and this machine has no way to fetch it; the text says what to install."""


def installed() -> Path:
    """The folder with the library, installed if need be. Its name follows from the lock file."""
    digest = hashlib.sha256(b"".join((HERE / it).read_bytes() for it in LISTS)).hexdigest()[:12]
    folder = CACHE / f"backend-{digest}"
    if not folder.is_dir():
        _install(folder)
    return folder


def _install(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise MissingError("the server library is not in .cache/npm and npm is missing: apt-get install npm")
    CACHE.mkdir(parents=True, exist_ok=True)
    half_done = Path(tempfile.mkdtemp(dir=CACHE))
    for name in LISTS:
        shutil.copy(HERE / name, half_done)
    # The lock file holds a digest of every package, and npm refuses one that differs.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, cwd=half_done, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        shutil.rmtree(half_done)
        raise MissingError(f"npm could not install the server library: {done.stderr.strip()}")
    try:
        os.replace(half_done, folder)
    except OSError:
        # Another test run was quicker; its copy is as good.
        shutil.rmtree(half_done)


def main() -> int:
    """Install everything and say where it is."""
    try:
        sys.stdout.write(f"{installed()}\n")
    except MissingError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
