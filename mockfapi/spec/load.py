"""Contracts out of their compiled JSON: the wheel's, or a checkout's cache, which is kept fresh here."""

import json
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mockfapi.spec import sources
from mockfapi.spec.operation import Contract, Operation, Parameter, Response
from mockfapi.spec.validator import Validators

PACKAGE = Path(__file__).resolve().parent.parent
BUILT = PACKAGE / "_specs"
SPECS = PACKAGE.parent / "specs"
KEPT = PACKAGE.parent / ".cache" / "specs"


@cache
def load(api: str) -> Contract:
    """The contract of "fapi", "bapi" or "control"; read once in a process."""
    if api not in sources.FILES:
        raise ValueError(f"there is no {api!r} contract, only {', '.join(sources.FILES)}")
    built = BUILT / sources.compiled_name(api)
    return contract(built.read_text("utf-8") if built.exists() else from_checkout(api, SPECS, KEPT))


def from_checkout(api: str, specs: Path, kept: Path) -> str:
    """The compiled contract out of the cache folder; compiled again when any ingredient changed."""
    path = kept / sources.compiled_name(api, sources.digest(api, specs))
    compiled = _read(path)
    if compiled is None:
        from mockfapi.spec import build

        compiled = build.compile_contract(api, specs)
        _keep(path, compiled)
    return compiled


def _read(path: Path) -> str | None:
    """The text of a cached contract, unless it is missing or was cut short."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError):
        return None
    return text if text.count("\n") == 2 and text.endswith("]") else None


def _keep(path: Path, text: str) -> None:
    """Write all or nothing. Without a place to write, the next process compiles again: slower, not wrong."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            file.write(text)
        os.replace(file.name, path)
        for stale in path.parent.glob(sources.compiled_name(path.name.partition("-")[0], "*")):
            if stale != path:
                stale.unlink(missing_ok=True)
    except OSError:
        return


def contract(compiled: str) -> Contract:
    """The values that the rest of the house reads, out of the text of a compiled contract."""
    first, definitions, document = compiled[1:-1].split(",\n")
    parts = json.loads(first)
    api, answers = parts["api"], parts["answers"]

    @cache
    def answer(status: str, number: int) -> Response:
        return Response(int(status), answers[number])

    return Contract(
        api=api,
        version=parts["version"],
        text=document,
        operations={outline["id"]: _operation(api, outline, answer) for outline in parts["operations"]},
        validators=Validators(api, definitions),
    )


def _operation(api: str, outline: Mapping[str, Any], answer: Callable[[str, int], Response]) -> Operation:
    parts = dict(outline)
    parts["parameters"] = tuple(Parameter(**parameter) for parameter in outline["parameters"])
    numbers: Mapping[str, int] = outline["responses"]
    parts["responses"] = {int(status): answer(status, number) for status, number in numbers.items()}
    return Operation(api=api, **parts)
