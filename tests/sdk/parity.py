"""Which method of Clerk's server libraries asks for which operation, as a table for docs/SDKS.md.

`python -m tests.sdk.parity` writes it anew.
"""

import importlib
import inspect
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from mockfapi.app import App
from mockfapi.frozen import dataclass

from . import packages

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "SDKS.md"
MARKS = ("<!-- parity: begin -->", "<!-- parity: end -->")
PYTHON, TWO, THREE = "python", "2", "3"
REQUEST = re.compile(r'method="(\w+)",\s+path="([^"]+)"')

Requests = Mapping[str, list[str]]
"""The requests of each method, as `GET /v1/users/{}`."""


@dataclass(frozen=True, slots=True)
class Row:
    """An operation, or a request that is none; and who asks for it."""

    request: str
    id: str | None
    modelled: bool
    callers: Mapping[str, list[str]]
    """Methods by library."""


def python_requests() -> Requests:
    """What each method of clerk-backend-api asks for, as its source says."""
    from clerk_backend_api import Clerk

    found = {}
    for group, (module, name) in Clerk._sub_sdk_map.items():
        for method, function in vars(getattr(importlib.import_module(module), name)).items():
            request = REQUEST.search(inspect.getsource(function)) if inspect.isfunction(function) else None
            if request is not None and not method.startswith("_") and not method.endswith("_async"):
                found[f"{group}.{method}"] = [f"{request[1]} /v1{request[2]}"]
    return _bared(found)


def javascript_requests() -> dict[str, Requests]:
    """What each method of @clerk/backend asks for, by edition, as it does when it is called."""
    done = subprocess.run(
        ["node", str(HERE / "recorded.mjs"), str(packages.installed())],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {edition: _bared(found) for edition, found in json.loads(done.stdout).items()}


def requests() -> dict[str, Requests]:
    return {PYTHON: python_requests(), **javascript_requests()}


def rows(asked: Mapping[str, Requests]) -> list[Row]:
    """Our operations in the order of the contract, then what the libraries ask for beyond them."""
    callers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for library, methods in asked.items():
        for method, found in methods.items():
            for request in found:
                callers[_with_prefix(request)][library].append(method)
    ours = [it for it in App().operations if it.operation.api == "bapi"]
    known = [
        Row(request, it.operation.id, it.modelled, callers.pop(bare(request), {}))
        for it in ours
        for request in [f"{it.operation.method} {it.operation.path}"]
    ]
    return known + [Row(it, None, False, callers[it]) for it in sorted(callers, key=_by_path)]


def written(found: list[Row]) -> str:
    """The table as Markdown."""
    lines = ["| operation | request | Python | JavaScript | here |", "| --- | --- | --- | --- | --- |"]
    for row in found:
        cells = (
            row.id or "",
            f"`{row.request.replace('{}', '{id}')}`",
            _python(row),
            _javascript(row),
            _answer(row),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def page(table: str) -> str:
    """docs/SDKS.md with this table in it."""
    before, rest = PAGE.read_text("utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    return f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}"


def _bared(found: Mapping[str, list[str]]) -> Requests:
    return {method: list(map(bare, asked)) for method, asked in found.items()}


def bare(request: str) -> str:
    """Without the names of what stands in its path."""
    return re.sub(r"\{\w*\}", "{}", request.replace("/oauth_{other}", "/{}"))


def _with_prefix(request: str) -> str:
    """Machine tokens are asked for without /v1 by some, and answered in both places."""
    verb, path = request.split()
    return request if path.startswith("/v1/") else f"{verb} /v1{path}"


def _by_path(request: str) -> list[str]:
    return request.split()[::-1]


def _python(row: Row) -> str:
    return ", ".join(f"`{it}`" for it in row.callers.get(PYTHON, []))


def _javascript(row: Row) -> str:
    return ", ".join(_editions(row.callers.get(TWO, []), row.callers.get(THREE, [])))


def _editions(two: list[str], three: list[str]) -> Iterator[str]:
    for method in dict.fromkeys([*three, *two]):
        only = "" if method in two and method in three else " (2)" if method in two else " (3)"
        yield f"`{method}`{only}"


def _answer(row: Row) -> str:
    return "yes" if row.modelled else "no"


def main() -> None:
    PAGE.write_text(page(written(rows(requests()))), "utf-8")


if __name__ == "__main__":
    main()
