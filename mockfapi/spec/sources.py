"""Which files make up a contract, and the digest that tells whether a compiled one is still theirs."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

FILES = {
    "bapi": "bapi/2021-02-05.yaml",
    "control": "control.yaml",
    "fapi": "fapi/2025-11-10.yaml",
    "webhooks": "webhooks.yaml",
}
# Operations that today's clients call and the editions above do not know; written by us.
EXTENSIONS = "extensions*.yaml"
COMPILER = ("build.py", "outline.py", "overlay.py", "schema.py", "sources.py")


def compiled_name(api: str, digest: str | None = None) -> str:
    """The file that holds a compiled contract; in a cache its name tells what it was made of."""
    return f"{api}.json" if digest is None else f"{api}-{digest}.json"


def overlays(specs: Path) -> list[Path]:
    """The correction files, in the order in which they are applied."""
    return sorted((specs / "overlays").glob("*.yaml"))


def extensions(api: str, specs: Path) -> list[Path]:
    """The files of our own operations beside a contract."""
    return sorted((specs / api).glob(EXTENSIONS))


def digest(api: str, specs: Path) -> str:
    """A name for the contract's files, its corrections and the compiler that merges them."""
    hashed = hashlib.blake2b(digest_size=12)
    for path in _ingredients(api, specs):
        hashed.update(path.name.encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def _ingredients(api: str, specs: Path) -> Iterator[Path]:
    yield specs / FILES[api]
    yield from extensions(api, specs)
    yield from overlays(specs)
    yield from (Path(__file__).with_name(name) for name in COMPILER)
