"""What attached pages hear at the addresses of package servers. Where packages are: `http.scripts`."""

import re
from mimetypes import guess_type
from os import PathLike
from pathlib import Path
from urllib.parse import unquote

from mockfapi.http.scripts import FOLDER, SCOPE, TYPES, Package, Scripts

ADDRESS = re.compile(r"/?@clerk/(?P<name>[a-z0-9][a-z0-9._-]*)(?:@(?P<version>[^/]+))?(?:/(?P<file>.*))?")
NUMBER = re.compile(r"[v^~=]*(\d+)")


class MissingError(Exception):
    """A script is not at hand; the text says what to do."""


class Packages:
    """The packages of an app: in a folder that was named, or in `node_modules` from here upwards."""

    def __init__(self, scripts: str | PathLike[str] | None) -> None:
        if scripts is None:
            here = Path.cwd()
            self._scripts, self._where = Scripts.near(here), f"a {FOLDER} of {here} or above"
            return
        self._scripts, self._where = Scripts.named(Path(scripts)), str(scripts)
        if not any(map(self.find, ("clerk-js", "ui"))):
            raise ValueError(
                f"scripts {str(scripts)!r} holds no package of Clerk: name a {FOLDER} that has "
                f"{SCOPE}/clerk-js, or the folder that it lies in"
            )

    def read(self, address: str) -> tuple[bytes, str]:
        """The file at an address such as `/@clerk/clerk-js@5/dist/clerk.browser.js`, and its media type."""
        found = ADDRESS.fullmatch(unquote(address))
        if found is None:
            raise MissingError(f"{address} names no package of Clerk")
        name, version = found["name"], found["version"] or ""
        wanted = NUMBER.match(version)
        package = self._scripts.package(name, wanted and wanted[1])
        if package is None:
            raise MissingError(f"{SCOPE}/{name} is not installed in {self._where}; {_advice(name, version)}")
        if wanted is not None and wanted[1] != package.major:
            raise MissingError(
                f"the page asks for {SCOPE}/{name}@{version}, but {package.folder} has {package.version}; "
                + _advice(name, version)
            )
        return _content(package, found["file"] or package.entry)

    def find(self, name: str) -> Package | None:
        """An installed package, by its name without `@clerk/`."""
        return self._scripts.package(name)


def _content(package: Package, path: str) -> tuple[bytes, str]:
    missing = f"{SCOPE}/{package.name} {package.version} in {package.folder} has no file {path!r}"
    file = package.file(path)
    if file is None:
        raise MissingError(missing)
    try:
        content = file.read_bytes()
    except OSError:
        raise MissingError(missing) from None
    return content, TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"


def _advice(name: str, version: str) -> str:
    wanted = f"@{version}" if version else ""
    return f"`npm install -D {SCOPE}/{name}{wanted}`, or say where it is: clerk.attach(page, scripts=FOLDER)"
