"""A request that was answered, as listeners, tests and reports see it."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from mockfapi.frozen import dataclass
from mockfapi.http.wire import FORM, JSON, Answer, Request
from mockfapi.world.journal import Change


@dataclass(frozen=True, slots=True)
class Served:
    """What became of a request. `duration` is in microseconds.

    `user_id` is who was signed in. `actor` is who acted: that user, or who impersonates them; a machine, the
    client of a browser, `server` for the secret key; None for who was not let in. `changes` are the rows that
    were written meanwhile, `nearest` the operations that were probably meant where none was found.
    """

    method: str
    path: str
    operation_id: str | None
    status: int
    code: str | None
    duration: int
    world: str
    request: Request
    answer: Answer
    values: Mapping[str, str]
    user_id: str | None = None
    changes: tuple[Change, ...] = ()
    nearest: str = ""
    actor: str | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """What was sent, by name: in the path, in the query and in a body of fields."""
        query = parse_qsl(self.request.query_string, keep_blank_values=True)
        return {**self.values, **_by_name(query), **_body(self.request)}

    @property
    def body(self) -> Any:
        """The answer as JSON; None when it is something else."""
        return _json(self.answer.body) if self.answer.media_type == JSON else None

    @property
    def fault(self) -> str | None:
        """The id of the fault that struck it."""
        return self.answer.weather.fault if self.answer.weather else None

    @property
    def lag(self) -> int:
        """How many milliseconds of writes it did not see: 0, unless a replica answered that was behind."""
        return self.answer.weather.lag if self.answer.weather else 0

    @property
    def wrote(self) -> str:
        """What it changed, in a few words: `created clients, 2 messages; updated users`."""
        rows: dict[tuple[str, str], str] = {}
        for it in self.changes:
            # What a request made and then changed was created; what it removed in the end is gone.
            known = rows.get((it.table, it.id))
            rows[it.table, it.id] = "created" if known == "created" and it.after is not None else it.kind
        kinds: dict[str, Counter[str]] = {}
        for (table, _), kind in rows.items():
            kinds.setdefault(kind, Counter())[table] += 1
        return "; ".join(f"{kind} {_counted(tables)}" for kind, tables in kinds.items())

    @property
    def unmodelled(self) -> bool:
        """Whether it asked for what is not there: no operation, or one that nobody modelled yet."""
        nowhere = self.operation_id is None and self.status >= 400
        return nowhere or self.status == 501


def _counted(tables: Counter[str]) -> str:
    return ", ".join(table if number == 1 else f"{number} {table}" for table, number in tables.items())


def _body(request: Request) -> dict[str, Any]:
    if request.media_type == JSON:
        read = _json(request.body)
        return read if isinstance(read, dict) else {}
    if request.media_type == FORM:
        return _by_name(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    return {}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _by_name(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Values by name; a name that comes twice has a list."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found
