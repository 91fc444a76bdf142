"""The scripts of Clerk that an app has on this disk, as the addresses of package servers name them."""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from mimetypes import guess_type
from os import PathLike
from pathlib import Path
from urllib.parse import unquote

from mockfapi.frozen import dataclass

ADDRESS = re.compile(r"/?@clerk/(?P<name>[a-z0-9][a-z0-9._-]*)(?:@(?P<version>[^/]+))?(?:/(?P<file>.*))?")
NUMBER = re.compile(r"[v^~=]*(\d+)")
MODULES = "node_modules"
SCRIPT = "text/javascript; charset=utf-8"


class MissingError(Exception):
    """A script is not at hand; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package."""

    name: str
    folder: Path
    version: str
    entry: str

    @property
    def major(self) -> str:
        return self.version.partition(".")[0]

    def read(self, file: str) -> tuple[bytes, str]:
        """A file of the package and its media type. Nothing outside its folder is ever read."""
        home = self.folder.resolve()
        path = (home / (file or self.entry)).resolve()
        if not path.is_relative_to(home) or not path.is_file():
            raise MissingError(f"@clerk/{self.name} {self.version} in {home} has no file {file!r}")
        kind = SCRIPT if path.suffix in (".js", ".mjs", ".cjs") else guess_type(path.name)[0]
        return path.read_bytes(), kind or "application/octet-stream"


class Packages:
    """Where the packages of an app are looked for: a folder that was named, or `node_modules` upwards.

    The folder is a `node_modules`, one that has such a folder, or one package.
    """

    def __init__(self, scripts: str | PathLike[str] | None) -> None:
        self._told = None if scripts is None else Path(scripts).expanduser().absolute()
        if self._told is not None and not any(_packages_below(it) for it in self._places):
            raise ValueError(
                f"scripts {str(scripts)!r} holds no package of Clerk: name a node_modules that has "
                "@clerk/clerk-js, or the folder that it lies in"
            )

    def read(self, address: str) -> tuple[bytes, str]:
        """The file at an address such as `/@clerk/clerk-js@5/dist/clerk.browser.js`, and its media type."""
        found = ADDRESS.fullmatch(unquote(address))
        if found is None:
            raise MissingError(f"{address} names no package of Clerk")
        name, version, file = found["name"], found["version"] or "", found["file"] or ""
        package = self.find(name)
        if package is None:
            raise MissingError(f"@clerk/{name} is not installed in {self._where}; {_advice(name, version)}")
        wanted = NUMBER.match(version)
        if wanted is not None and wanted[1] != package.major:
            raise MissingError(
                f"the page asks for @clerk/{name}@{version}, but {package.folder} has {package.version}; "
                + _advice(name, version)
            )
        return package.read(file)

    def find(self, name: str) -> Package | None:
        """An installed package, by its name without `@clerk/`."""
        return next(filter(None, (_package(folder, name) for folder in self._places)), None)

    @cached_property
    def _places(self) -> list[Path]:
        if self._told is not None:
            return [self._told, *_shelves(self._told.parent, self._told.name), *_shelves(self._told)]
        return [place for folder in (Path.cwd(), *Path.cwd().parents) for place in _shelves(folder)]

    @property
    def _where(self) -> str:
        return str(self._told) if self._told is not None else f"a {MODULES} of {Path.cwd()} or above"


def _shelves(folder: Path, modules: str = MODULES) -> Iterator[Path]:
    yield folder / modules / "@clerk"
    # Where pnpm keeps what only other packages asked for.
    yield folder / modules / ".pnpm" / MODULES / "@clerk"


def _packages_below(place: Path) -> bool:
    return any(_package(place, it) is not None for it in ("clerk-js", "ui"))


def _package(place: Path, name: str) -> Package | None:
    """The package of this name in a place, or the place itself if it is that package."""
    for folder in (place / name, place):
        try:
            told = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(told, dict) and told.get("name") == f"@clerk/{name}":
            entry = told.get("jsdelivr") or told.get("unpkg") or told.get("main") or "index.js"
            return Package(name, folder, str(told.get("version", "")), str(entry))
    return None


def _advice(name: str, version: str) -> str:
    wanted = f"@{version}" if version else ""
    return f"`npm install -D @clerk/{name}{wanted}`, or say where it is: clerk.attach(page, scripts=FOLDER)"
