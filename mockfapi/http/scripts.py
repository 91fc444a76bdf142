"""The client's own scripts, out of somebody's `node_modules`: what pages ask for at `/npm/@clerk/...`."""

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
    """One of Clerk's packages, as it is installed. `folder` is where it really lies."""

    name: str
    version: str
    folder: Path

    @property
    def major(self) -> str:
        return self.version.partition(".")[0]

    def fits(self, asked: str | None) -> bool:
        """Whether it is what is asked for: the start of a version, a version, or a tag such as `latest`."""
        if asked is None or not asked[:1].isdigit():
            return True
        return asked == self.version or self.version.startswith(f"{asked}.")


@dataclass(frozen=True, slots=True)
class Scripts:
    """Serves what lies in `dist` of Clerk's packages, and nothing else. `places` are node_modules folders.

    They are looked through in their order, anew for each request: what is installed meanwhile is served.
    """

    places: tuple[Path, ...] = ()

    @classmethod
    def near(cls, folder: Path) -> "Scripts":
        """The packages that a program in this folder would load: its own, then those of the folders above."""
        folder = folder.absolute()
        above = [it / FOLDER for it in (folder, *folder.parents) if it.name != FOLDER]
        return cls(tuple(it for it in above if it.is_dir()))

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
        file = _within(found.folder / "dist", parts[3:])
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
        for place in self.places:
            try:
                folder = (place / SCOPE / name).resolve(strict=True)
                about = json.loads((folder / "package.json").read_bytes())
            except (OSError, ValueError, RecursionError):
                continue
            if isinstance(about, dict) and about.get("name") == f"{SCOPE}/{name}":
                yield Package(name, str(about.get("version", "0")), folder)


def _within(dist: Path, parts: Sequence[str]) -> Path | None:
    """The file in dist; None where there is none, or where a link leads out of it."""
    if parts[:1] != ["dist"] or not all(PLAIN.fullmatch(it) for it in parts):
        return None
    try:
        file, root = dist.joinpath(*parts[1:]).resolve(strict=True), dist.resolve(strict=True)
    except OSError:
        return None
    inside = root.is_relative_to(dist.parent) and file.is_relative_to(root)
    return file if inside and file.is_file() and file.suffix in TYPES else None


def _wanted(name: str, version: str | None) -> str:
    return f"{SCOPE}/{name}@{version}" if version else f"{SCOPE}/{name}"


def _missing(path: str, why: str) -> ClerkError:
    return errors.path_not_found(path=path, nearest=f" {why[0].upper()}{why[1:]}.")
