"""The pinned npm packages of the real client: fetched once, checked, unpacked outside git.

`python -m tests.browser.packages` fetches them ahead of the tests.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "npm"


@dataclass(frozen=True)
class Package:
    """One npm package in one version, with the sha512 digest that its tarball must have."""

    name: str
    version: str
    sha512: str

    @property
    def stem(self) -> str:
        """The name that npm gives to the tarball, without its ending."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}"


CLERK_JS_5 = Package(
    "@clerk/clerk-js",
    "5.128.0",
    "aw8USKnrZVPOqJfp1eKpbaQL+jUYkXJn/v3XdBslfT4jXEUIqkyITmlgY8bA9GqVF7xGcr+m/HJTpgvGbtIvXA==",
)
CLERK_JS_6 = Package(
    "@clerk/clerk-js",
    "6.40.0",
    "2MnZ/ygvuCmeuqfXQmsxfQaLN/SSJvQbtT2cLXbgr5VKr3KmZFZBVvX977fG3eZ6pprl4J9pO+I2bbe6BvColg==",
)
CLERK_UI = Package(
    "@clerk/ui",
    "1.36.0",
    "uI96zYCh5jISLOt1mdpIPy/Y31P0kwFxjUFOxLUwFfTHFmGUcRjbqN6bbb+75tdI2Bz6ARGws3rhspDer+xIfQ==",
)
PACKAGES = (CLERK_JS_5, CLERK_JS_6, CLERK_UI)


class MissingError(Exception):
    """A package is not at hand and this machine has no way to fetch it; the text says what to install."""


class TamperedError(Exception):
    """A tarball is not the one that was pinned."""


def scripts(package: Package) -> Path:
    """The folder with the browser scripts of a package, fetched and unpacked if need be."""
    tarball = CACHE / f"{package.stem}.tgz"
    if not tarball.is_file():
        _fetch(package)
    _verify(package, tarball)
    folder = CACHE / package.stem
    if not folder.is_dir():
        _unpack(tarball, folder)
    return folder


def _fetch(package: Package) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise MissingError(f"{package.name} is not in .cache/npm and npm is missing: apt-get install npm")
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", f"{package.name}@{package.version}", "--pack-destination", str(CACHE), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        raise MissingError(f"npm could not fetch {package.name}@{package.version}: {done.stderr.strip()}")


def _verify(package: Package, tarball: Path) -> None:
    with tarball.open("rb") as stream:
        digest = base64.b64encode(hashlib.file_digest(stream, "sha512").digest()).decode()
    if digest != package.sha512:
        raise TamperedError(f"{tarball} has sha512 {digest}, the pin is {package.sha512}")


def _unpack(tarball: Path, folder: Path) -> None:
    # Only plain files directly in dist/ are written, each under its last name: nothing can climb out.
    half_done = Path(tempfile.mkdtemp(dir=folder.parent))
    with tarfile.open(tarball) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            if member.isreg() and path.parent == PurePosixPath("package/dist") and path.suffix == ".js":
                content = archive.extractfile(member)
                if content is not None:
                    (half_done / path.name).write_bytes(content.read())
    try:
        os.replace(half_done, folder)
    except OSError:
        # Another test run was quicker; its copy is as good.
        shutil.rmtree(half_done)


def main() -> int:
    """Fetch everything and say where it is."""
    try:
        for package in PACKAGES:
            sys.stdout.write(f"{package.name} {package.version}: {scripts(package)}\n")
    except (MissingError, TamperedError) as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
