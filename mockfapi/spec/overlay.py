"""Corrections of a contract: small entries with one reason each. The format is told in specs/SOURCE.md."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mockfapi.spec.sources import FILES

Json = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
VERBS = ("remove", "set", "merge", "append")
WORDS = {"api", "at", "operations", "reason", "statuses", "where", *VERBS}
CONDITIONS = {"methods", "query", "under"}
ERRORS = "ClerkErrors"


class OverlayError(ValueError):
    """An entry that is malformed, has no target, or corrects nothing; the text names file and entry."""


def correct(document: Json, api: str, entries: Sequence[Any], source: str) -> None:
    """Apply the entries of one file that concern this API to its document, in place."""
    if not isinstance(entries, list):
        raise OverlayError(f"{source}: a correction file is a list of entries")
    for number, entry in enumerate(entries, 1):
        where = f"{source}, entry {number}"
        _check(entry, where)
        if api not in _listed(entry["api"]):
            continue
        if "statuses" in entry:
            _add_statuses(document, entry, where)
        else:
            for pointer in _listed(entry["at"]):
                _edit(document, pointer, entry, f"{where} ({pointer})")


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Json]]:
    """Path, method and body of every operation, in the order of the document."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _check(entry: Any, where: str) -> None:
    if not isinstance(entry, Mapping):
        raise OverlayError(f"{where}: an entry is a mapping")
    unknown = sorted(map(str, entry.keys() - WORDS))
    if unknown:
        raise OverlayError(f"{where}: unknown word {unknown[0]!r}, known are {', '.join(sorted(WORDS))}")
    if not isinstance(entry.get("reason"), str) or not entry["reason"].strip():
        raise OverlayError(f"{where}: every correction gives its reason")
    strangers = [api for api in _listed(entry.get("api")) if api not in FILES]
    if strangers:
        raise OverlayError(f"{where}: `api` is one of {', '.join(FILES)} or a list of them")
    verbs = [verb for verb in VERBS if verb in entry]
    if "statuses" in entry:
        _check_statuses(entry, where)
    elif len(verbs) != 1 or "at" not in entry:
        raise OverlayError(f"{where}: wants `at` and exactly one of {', '.join(VERBS)}, or `statuses`")


def _check_statuses(entry: Mapping[str, Any], where: str) -> None:
    if any(word in entry for word in ("at", *VERBS)) or ("operations" in entry) == ("where" in entry):
        raise OverlayError(f"{where}: `statuses` wants either `operations` or `where`, and nothing else")
    unknown = sorted(entry.get("where", {}).keys() - CONDITIONS)
    if unknown:
        known = ", ".join(sorted(CONDITIONS))
        raise OverlayError(f"{where}: unknown condition {unknown[0]!r}, known are {known}")


def _edit(document: Json, pointer: str, entry: Mapping[str, Any], where: str) -> None:
    parent, key = _located(document, pointer, where)
    present = key in parent if isinstance(parent, dict) else True
    before = json.dumps(parent[key]) if present else None
    if "set" in entry:
        parent[key] = _own(entry["set"])
    elif not present:
        raise OverlayError(f"{where}: there is no such place in the contract")
    elif "merge" in entry:
        parent[key] = _merged(parent[key], entry["merge"], where)
    elif "append" in entry:
        parent[key] = _appended(parent[key], entry["append"], where)
    else:
        parent[key] = _without(parent[key], entry["remove"], where)
    if before == json.dumps(parent[key]):
        raise OverlayError(f"{where}: corrects nothing, the contract says so already")


def _located(document: Json, pointer: str, where: str) -> tuple[Any, Any]:
    """The container and the key that a pointer means: from the root, or from an operationId."""
    start, *steps = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/"))
    place: Any = document
    if start:
        named = {operation.get("operationId"): operation for _, _, operation in operations(document)}
        if start not in named:
            raise OverlayError(f"{where}: there is no operation {start!r} in the contract")
        place = named[start]
    if not steps:
        raise OverlayError(f"{where}: a pointer names a place below the document or an operation")
    try:
        for step in steps[:-1]:
            place = place[int(step) if isinstance(place, list) else step]
        key: Any = int(steps[-1]) if isinstance(place, list) else steps[-1]
        if isinstance(place, list):
            place[key]  # a list is corrected at a place that it has
    except (KeyError, IndexError, TypeError, ValueError):
        raise OverlayError(f"{where}: there is no such place in the contract") from None
    return place, key


def _own(value: Any) -> Any:
    """A copy: the same YAML value may be set in several places."""
    return json.loads(json.dumps(value))


def _merged(old: Any, new: Any, where: str) -> Any:
    if not isinstance(old, dict) or not isinstance(new, dict):
        raise OverlayError(f"{where}: `merge` wants a mapping, here and in the contract")
    out = dict(old)
    for key, value in new.items():
        both = isinstance(value, dict) and isinstance(old.get(key), dict)
        out[key] = _merged(old[key], value, where) if both else _own(value)
    return out


def _appended(old: Any, new: Any, where: str) -> Any:
    if not isinstance(old, list) or not isinstance(new, list):
        raise OverlayError(f"{where}: `append` wants a list, here and in the contract")
    known = [item for item in new if item in old]
    if known:
        raise OverlayError(f"{where}: the contract has {known[0]!r} already")
    return old + _own(new)


def _without(old: Any, gone: Any, where: str) -> Any:
    missing = [item for item in _listed(gone) if item not in old]
    if missing:
        raise OverlayError(f"{where}: the contract has no {missing[0]!r} here")
    if isinstance(old, dict):
        return {key: value for key, value in old.items() if key not in _listed(gone)}
    return [item for item in old if item not in _listed(gone)]


def _add_statuses(document: Json, entry: Mapping[str, Any], where: str) -> None:
    answer = _error_answer(document)
    added = 0
    for operation in _chosen(document, entry, where):
        for status in map(str, _listed(entry["statuses"])):
            kept = operation["responses"].get(status, {})
            # A status without a body schema gets the one of errors; a described one is left alone.
            if "$ref" not in kept and "content" not in kept and kept != answer:
                operation["responses"][status] = _own(answer)
                added += 1
    if not added:
        raise OverlayError(f"{where}: corrects nothing, the contract lists these statuses already")


def _error_answer(document: Json) -> Json:
    """The answer of every added status: the contract's errors, shared, or no promise where it has none."""
    components = document.setdefault("components", {})
    if ERRORS not in components.get("schemas", {}):
        return {"description": "refused"}
    schema = {"$ref": f"#/components/schemas/{ERRORS}"}
    shared = {"description": ERRORS, "content": {"application/json": {"schema": schema}}}
    components.setdefault("responses", {}).setdefault(ERRORS, shared)
    return {"$ref": f"#/components/responses/{ERRORS}"}


def _chosen(document: Json, entry: Mapping[str, Any], where: str) -> list[Json]:
    if "where" in entry:
        return [
            operation
            for path, method, operation in operations(document)
            if _meets(entry["where"], path, method, operation)
        ]
    named = {operation.get("operationId"): operation for _, _, operation in operations(document)}
    strangers = [name for name in _listed(entry["operations"]) if name not in named]
    if strangers:
        raise OverlayError(f"{where}: there is no operation {strangers[0]!r} in the contract")
    return [named[name] for name in _listed(entry["operations"])]


def _meets(conditions: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> bool:
    under = path.startswith(tuple(_listed(conditions.get("under", ""))))
    spoken = method in _listed(conditions.get("methods", list(METHODS)))
    asked = any("$ref" in it or it.get("in") == "query" for it in operation.get("parameters", ()))
    return under and spoken and conditions.get("query", asked) == asked
