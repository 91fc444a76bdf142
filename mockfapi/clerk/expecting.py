"""What a test expects of the calls that its world answered, and the words in which it fails."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from mockfapi.http.served import Served

SHOWN = 10


def called(calls: list[Served], operation: str, times: int | None, fields: Mapping[str, Any]) -> list[Served]:
    """The calls of an operation with these fields; an AssertionError if they are not as many as expected."""
    found = [it for it in calls if it.operation_id == operation and _has(it, fields)]
    if found if times is None else len(found) == times:
        return found
    wanted = "at least one call" if times is None else _count(times)
    text = f"expected {wanted} of {_named(operation, fields)}, {_there(len(found))}"
    raise AssertionError(f"{text}\n{_instead(calls, operation, fields)}")


def not_called(calls: list[Served], operation: str, fields: Mapping[str, Any]) -> None:
    """An AssertionError if there is a call of an operation with these fields."""
    if found := [it for it in calls if it.operation_id == operation and _has(it, fields)]:
        text = f"expected no call of {_named(operation, fields)}, {_there(len(found))}"
        raise AssertionError(f"{text}\n{_lines(found)}")


def no_unmodelled(calls: list[Served]) -> None:
    """An AssertionError if anything was asked for that is not there."""
    if found := [it for it in calls if it.unmodelled]:
        raise AssertionError(f"{_count(len(found))} asked for what is not there:\n{_lines(found)}")


def line(call: Served) -> str:
    """A call as reports show it: what was asked and answered, what it wrote, and what was meant instead."""
    told = [
        f"{call.status} {call.method:6} {call.path}",
        call.operation_id or "no operation",
        call.code,
        call.wrote,
        f"fault {call.fault}" if call.fault else None,
        f"as of {call.lag} ms before" if call.lag else None,
        f"nearest: {call.nearest}" if call.nearest else None,
    ]
    return "  ".join(it for it in told if it)


def _instead(calls: list[Served], operation: str, fields: Mapping[str, Any]) -> str:
    """What there was: calls of the operation with other fields, else whatever the world answered."""
    same = [it for it in calls if it.operation_id == operation]
    if same:
        close = sorted(same, key=lambda it: -sum(_has(it, {name: fields[name]}) for name in fields))
        return f"its calls, the most alike first:\n{_lines(close, first=True)}"
    return f"the world answered:\n{_lines(calls)}" if calls else "the world was asked nothing"


def _lines(calls: list[Served], *, first: bool = False) -> str:
    shown = calls[:SHOWN] if first else calls[-SHOWN:]
    left = len(calls) - len(shown)
    more = [f"  and {left} {'more' if first else 'before'}"] if left else []
    text = [f"  {line(it)}{_said(it)}" for it in shown]
    return "\n".join([*text, *more] if first else [*more, *text])


def _said(call: Served) -> str:
    return "".join(f"\n      {name}={value!r}" for name, value in call.fields.items())


def _has(call: Served, fields: Mapping[str, Any]) -> bool:
    sent = call.fields
    return all(name in sent and _same(value, sent[name]) for name, value in fields.items())


def _same(wanted: Any, sent: Any) -> bool:
    """Whether a value was sent; forms and queries write all of them as text."""
    if wanted == sent:
        return True
    if isinstance(sent, list) and isinstance(wanted, list | tuple):
        return len(wanted) == len(sent) and all(map(_same, wanted, sent))
    if not isinstance(sent, str) or isinstance(wanted, str):
        return False
    try:
        return bool(json.loads(sent) == wanted)
    except ValueError:
        return wanted is None and not sent


def _named(operation: str, fields: Mapping[str, Any]) -> str:
    return operation + _with(f"{name}={value!r}" for name, value in fields.items())


def _with(parts: Iterable[str]) -> str:
    text = ", ".join(parts)
    return f" with {text}" if text else ""


def _count(number: int) -> str:
    return f"{number} call{'' if number == 1 else 's'}" if number else "no call"


def _there(number: int) -> str:
    return f"there {'was' if number == 1 else 'were'} {number or 'none'}"
