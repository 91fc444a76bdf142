"""Where scenario files lie: the shipped ones by name, all others by path. Reads bytes, understands none."""

import os
from functools import cache, lru_cache
from pathlib import Path

from mockfapi.frozen import dataclass
from mockfapi.scenario.fault import ScenarioError, ScenarioFault, nearest

SUFFIXES = (".yaml", ".yml")
# When a file was written and how long it is; None where there is none.
Stamp = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Source:
    """A scenario file as it is on the disk now. `file` is how messages call it."""

    name: str
    file: str
    folder: Path
    content: bytes


@cache
def folder() -> Path:
    """The folder of the shipped scenarios: inside an installed package, beside it in a source checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def names() -> list[str]:
    """The shipped scenarios, sorted."""
    return list(_names(folder().stat().st_mtime_ns))


@lru_cache(maxsize=1)
def _names(_changed: int) -> tuple[str, ...]:
    """Looked for once: every world that is opened over HTTP asks, and a folder says when it has changed."""
    return tuple(sorted(path.stem for path in folder().glob("*.yaml")))


def is_name(text: str) -> bool:
    """Whether it names a shipped scenario."""
    return not _is_path(text) and text in names()


def stamp(file: str) -> Stamp:
    """By which one sees that a file is another one now."""
    try:
        known = os.stat(file)
    except OSError:
        return None
    return known.st_mtime_ns, known.st_size


def find(name_or_path: str, beside: Path | None = None) -> Source:
    """A shipped scenario by name, or a file by path, relative to `beside` or else the current folder."""
    if _is_path(name_or_path):
        return _source(_path(name_or_path, beside), name_or_path)
    shipped = folder() / f"{name_or_path}.yaml"
    if name_or_path in names():
        return _source(shipped, name_or_path)
    known = names()
    meant = nearest(name_or_path, known)
    hint = "" if meant else f"; there are {', '.join(known)}"
    text = f"there is no scenario of this name{hint}"
    raise ScenarioError(ScenarioFault(repr(name_or_path), None, "", text, meant))


def _is_path(text: str) -> bool:
    return text.endswith(SUFFIXES) or "/" in text or "\\" in text


def _path(text: str, beside: Path | None) -> Path:
    try:
        return (beside or Path.cwd()) / Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _source(path: Path, called: str) -> Source:
    try:
        if not path.is_file():
            raise ScenarioError(ScenarioFault(called, None, "", _absence(path)))
        return Source(path.stem, _shown(path, Path.cwd()), path.parent, path.read_bytes())
    except (OSError, ValueError) as broken:
        reason = getattr(broken, "strerror", None) or str(broken)
        raise ScenarioError(ScenarioFault(repr(called), None, "", f"cannot be read: {reason}")) from None


def _absence(path: Path) -> str:
    if path.is_dir():
        return "is a folder, not a scenario file"
    meant = nearest(path.name, [it.name for it in path.parent.glob("*") if it.suffix in SUFFIXES])
    return f"there is no such file (did you mean {meant!r}?)" if meant else "there is no such file"


@lru_cache(maxsize=128)
def _shown(path: Path, below: Path) -> str:
    """The path as a message shows it: short where it lies below a folder."""
    try:
        return str(path.resolve().relative_to(below))
    except (ValueError, OSError):
        return str(path)
