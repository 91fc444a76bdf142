"""What the house consists of: its committed files, their text, their parsed modules. No law lives here."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTING = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or about to be, relative to the root. Without git: all but dot-folders."""
    try:
        listed = (
            subprocess.run(LISTING, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        )
    except (OSError, subprocess.CalledProcessError):
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if "__pycache__" not in path.parts]
        listed = [name for name in listed if name.startswith(".ci/") or not name.startswith(".")]
    return tuple(sorted(Path(name) for name in set(listed) if name and (ROOT / name).is_file()))


@cache
def modules() -> tuple[Path, ...]:
    return tuple(path for path in files() if path.suffix == ".py")


@cache
def text(path: Path) -> str | None:
    """The text of a file, or None when it is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path) or "", filename=str(path))
