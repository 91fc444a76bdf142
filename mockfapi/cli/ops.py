"""`mockfapi ops`: the operations of the contracts, which are modelled, and where each one lives."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mockfapi.app import App
from mockfapi.cli import console, handlers
from mockfapi.cli.failure import CommandError
from mockfapi.frozen import dataclass
from mockfapi.http.bind import Bound
from mockfapi.scenario.fault import nearest

APIS = ("fapi", "bapi", "control")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which operations to list. Left out, all of Clerk's."""

    missing: bool = False
    tag: str | None = None
    api: str | None = None


def run(operation_id: str | None, wanted: Wanted, *, as_json: bool) -> None:
    """Prints one operation in full, or the list of those wanted."""
    operations = App().operations
    if operation_id is not None:
        found = [_record(it) for it in _named(operations, operation_id)]
        _print_json(found[0] if len(found) == 1 else found) if as_json else _describe(found)
        return
    chosen = list(_chosen(operations, wanted))
    _print_json([_line(it) for it in chosen]) if as_json else _table(chosen)


def _named(operations: Iterable[Bound], name: str) -> list[Bound]:
    """The operations of this id; the two APIs may each have one, in a spelling of its own."""
    known = list(operations)
    found = [it for it in known if it.operation.id == name]
    found = found or [it for it in known if it.operation.id.lower() == name.lower()]
    if not found:
        meant = nearest(name, [it.operation.id for it in known])
        hint = f" (did you mean {meant!r}?)" if meant else "; `mockfapi ops` lists all"
        raise CommandError(f"no operation has the id {name!r}{hint}")
    return found


def _chosen(operations: Iterable[Bound], wanted: Wanted) -> Iterator[Bound]:
    if wanted.api is not None and wanted.api not in APIS:
        raise CommandError(f"{wanted.api!r} is no API; there are {', '.join(APIS)}")
    apis = APIS[:2] if wanted.api is None else (wanted.api,)
    known = [it for it in operations if it.operation.api in apis]
    groups = {it.operation.group for it in known} | {it.operation.tag for it in known}
    if wanted.tag is not None and not _in_group(wanted.tag, groups):
        meant = nearest(wanted.tag, [name for name in groups if name])
        hint = f" (did you mean {meant!r}?)" if meant else ""
        raise CommandError(f"there is no tag or group {wanted.tag!r}{hint}")
    for it in known:
        grouped = wanted.tag is None or _in_group(wanted.tag, {it.operation.group, it.operation.tag})
        if grouped and not (wanted.missing and it.modelled):
            yield it


def _in_group(tag: str, groups: set[str | None]) -> bool:
    return tag.lower() in {name.lower() for name in groups if name}


def _line(it: Bound) -> dict[str, Any]:
    operation = it.operation
    return {
        "id": operation.id,
        "api": operation.api,
        "group": operation.group,
        "method": operation.method,
        "path": operation.path,
        "modelled": it.modelled,
        "extension": operation.extension,
    }


def _record(it: Bound) -> dict[str, Any]:
    operation = it.operation
    bodies = {media: handlers.fields_of(operation.api, schema) for media, schema in operation.bodies.items()}
    return {
        **_line(it),
        "tag": operation.tag,
        "caller": it.kind.__name__,
        "handler": None if it.handler is None else handlers.place(it.handler),
        "rules": [] if it.handler is None else handlers.rules_of(it.handler),
        "views": [handlers.view_of(operation.api, record) for record in it.records],
        "parameters": [
            {"name": one.name, "in": one.place, "required": one.required} for one in operation.parameters
        ],
        "bodies": bodies,
        "statuses": list(operation.statuses),
    }


def _print_json(content: Any) -> None:
    console.say(json.dumps(content, indent=2))


def _table(chosen: list[Bound]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("group", "method", "path", "id", "modelled"):
        # A narrow terminal breaks the long columns and cuts none of the short ones.
        table.add_column(column, no_wrap=column in ("group", "method", "modelled"), overflow="fold")
    for it in chosen:
        line = it.operation
        state = Text("yes", style="green") if it.modelled else Text("no", style="dim")
        table.add_row(f"{line.api} {line.group}", line.method, line.path, line.id, state)
    console.paper().print(table)
    console.say()
    for api in dict.fromkeys(it.operation.api for it in chosen):
        own = [it for it in chosen if it.operation.api == api]
        published = [it for it in own if not it.operation.extension]
        added = [it for it in own if it.operation.extension]
        beyond = f", and {_share(added)} that today's clients call beyond the contract" if added else ""
        console.say(f"{api}: {_share(published)} modelled{beyond}")
    if not chosen:
        console.say("none")


def _share(found: list[Bound]) -> str:
    return f"{sum(it.modelled for it in found)} of {len(found)}"


def _describe(records: list[dict[str, Any]]) -> None:
    for it in records:
        state = "modelled" if it["modelled"] else "not modelled: answers 501"
        console.say(f"{console.styled(it['id'], console.BOLD)}  {it['method']} {it['path']}  ({state})")
        rows = [
            ("group", f"{it['api']} {it['group']}"),
            ("caller", it["caller"]),
            ("handler", it["handler"] or "none"),
            ("rules", ", ".join(it["rules"]) or "none"),
            ("views", ", ".join(it["views"]) or "none"),
            ("parameters", ", ".join(map(_parameter, it["parameters"])) or "none"),
            *((f"body, {media}", ", ".join(names)) for media, names in it["bodies"].items()),
            ("statuses", ", ".join(map(str, it["statuses"]))),
        ]
        for name, value in rows:
            console.say(f"  {name:<11} {value}")


def _parameter(it: dict[str, Any]) -> str:
    return f"{it['name']} ({it['in']}{', required' if it['required'] else ''})"
