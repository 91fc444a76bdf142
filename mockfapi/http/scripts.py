"""The client's own scripts, out of somebody's `node_modules`: found for all, served at `/npm/@clerk/...`."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.http.wire import Answer, Request

ROOT = "npm"
SCOPE = "@clerk"
FOLDER = "node_modules"
# Where pnpm keeps what only other packages asked for.
HOISTED = f".pnpm/{FOLDER}"
ASKED = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)(@(?P<version>[A-Za-z0-9._+-]+))?")
# Neither a way up nor a drive nor a name that a file system reads in its own way.
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
TYPES = {
    ".cjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Package:
    """One of Clerk's packages, as it is installed. `folder` is where it really lies.

    `entry` is the file for those who name none, by its path in there.
    """

    name: str
    version: str
    folder: Path
    entry: str

    @property
    def major(self) -> str:
        return self.version.partition(".")[0]

    def fits(self, asked: str | None) -> bool:
        """Whether it is what is asked for: the start of a version, a version, or a tag such as `latest`."""
        if asked is None or not asked[:1].isdigit():
            return True
        return asked == self.version or self.version.startswith(f"{asked}.")

    def file(self, path: str) -> Path | None:
        """The file at a path in the package; None where there is none, or where it would be elsewhere."""
        try:
            file = (self.folder / path).resolve(strict=True)
            return file if file.is_relative_to(self.folder) and file.is_file() else None
        except (OSError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Scripts:
    """Serves what lies in `dist` of Clerk's packages, and nothing else. `places` are node_modules folders.

    They are looked through in their order, anew for each request: what is installed meanwhile is served.
    `alone` comes before them: a folder that may be a package by itself.
    """

    places: tuple[Path, ...] = ()
    alone: Path | None = None

    @classmethod
    def near(cls, folder: Path) -> "Scripts":
        """The packages that a program in this folder would load: its own, then those of the folders above."""
        folder = folder.absolute()
        above = [it / FOLDER for it in (folder, *folder.parents) if it.name != FOLDER]
        return cls(tuple(it for it in above if it.is_dir()))

    @classmethod
    def named(cls, folder: Path) -> "Scripts":
        """The packages in a folder that somebody named: node_modules, one that has it, or one package."""
        folder = folder.expanduser().absolute()
        outer = (folder.parent,) if folder.name == SCOPE else ()
        return cls((*outer, folder, folder / FOLDER), folder)

    def has(self, parts: Sequence[str]) -> bool:
        """Whether a path is one of these."""
        return parts[:1] == [ROOT]

    def package(self, name: str, version: str | None = None) -> Package | None:
        """The nearest installed package of this name; one of the version asked for before any other."""
        nearest = None
        for it in self._installed(name):
            if it.fits(version):
                return it
            nearest = nearest or it
        return nearest

    def answer(self, request: Request, parts: Sequence[str]) -> Answer:
        """The file; a 404 says what is missing: the package, its version or the file."""
        if request.method not in ("GET", "HEAD"):
            raise errors.method_not_allowed(method=request.method, allowed="GET, HEAD")
        file = self._file(request.path, parts)
        try:
            known, content = file.stat(), file.read_bytes()
        except OSError:
            raise _missing(request.path, "cannot be read") from None
        tag = f'"{known.st_mtime_ns:x}-{known.st_size:x}"'
        # A package may be replaced at any time; asking again costs a millisecond.
        answer = Answer(200, content, TYPES[file.suffix], [("ETag", tag)], keeping="no-cache")
        if tag in (request.header("if-none-match") or ""):
            answer.status, answer.body, answer.media_type = 304, b"", None
        return answer

    def _file(self, path: str, parts: Sequence[str]) -> Path:
        asked = ASKED.fullmatch(parts[2]) if len(parts) > 2 and parts[1] == SCOPE else None
        if asked is None:
            raise _missing(path, f"only packages of {SCOPE} are served: /{ROOT}/{SCOPE}/clerk-js@6/dist/...")
        name, version = asked["name"], asked["version"]
        found = self.package(name, version)
        if found is None:
            raise _missing(path, self._advice(name, version))
        if not found.fits(version):
            wish = f"install {_wanted(name, version)}, or ask for {found.major}"
            raise _missing(path, f"{SCOPE}/{name} {found.version} is installed: {wish}")
        file = _in_dist(found, parts[3:])
        if file is None:
            raise _missing(path, f"{SCOPE}/{name} {found.version} has no such file in dist")
        return file

    def _advice(self, name: str, version: str | None) -> str:
        install = f"npm install --save-dev {_wanted(name, version)}"
        if not self.places:
            return f"no {FOLDER} is served: start the mock with --npm FOLDER, where you did `{install}`"
        return f"{SCOPE}/{name} is not in {self.places[0]} or above: {install}"

    def _installed(self, name: str) -> Iterator[Package]:
        """Every package of this name, nearest first. Package managers put links to where they keep it."""
        if ASKED.fullmatch(name) is None:
            return
        shelves = (place / it for place in self.places for it in (SCOPE, f"{HOISTED}/{SCOPE}"))
        folders = [*([self.alone] if self.alone else []), *(shelf / name for shelf in shelves)]
        yield from filter(None, (_package(folder, name) for folder in folders))


def _package(folder: Path, name: str) -> Package | None:
    """What is installed in a folder, if it is the package of this name."""
    try:
        home = folder.resolve(strict=True)
        about = json.loads((home / "package.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(about, dict) or about.get("name") != f"{SCOPE}/{name}":
        return None
    entry = about.get("jsdelivr") or about.get("unpkg") or about.get("main") or "index.js"
    return Package(name, str(about.get("version", "0")), home, str(entry))


def _in_dist(package: Package, parts: Sequence[str]) -> Path | None:
    """The file of a kind that pages load; None where there is none, or where a link leads out of dist."""
    if parts[:1] != ["dist"] or not all(PLAIN.fullmatch(it) for it in parts):
        return None
    file = package.file("/".join(parts))
    if file is None or file.suffix not in TYPES:
        return None
    return file if file.is_relative_to((package.folder / "dist").resolve()) else None


def _wanted(name: str, version: str | None) -> str:
    return f"{SCOPE}/{name}@{version}" if version else f"{SCOPE}/{name}"


def _missing(path: str, why: str) -> ClerkError:
    return errors.path_not_found(path=path, nearest=f" {why[0].upper()}{why[1:]}.")
