"""Contract x handlers -> bound operations, and every check that can be made before the first request."""

from collections.abc import Callable, Iterable, Mapping
from types import ModuleType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mockfapi.frozen import dataclass
from mockfapi.http.call import CALLS, BackendCall, ControlCall, PublicCall, SessionCall
from mockfapi.http.operation import marks_of
from mockfapi.http.read import Reader
from mockfapi.http.results import Alone, Document, Page, Picture, Redirect, Text
from mockfapi.spec import Contract, Operation

View = Callable[..., Any]
Views = Mapping[type, View]
Handler = Callable[[Any], Any]

PLAIN = (NoneType, Document, Picture, Redirect, Text)


class BindingError(Exception):
    """The doors and the contract do not fit together: the app refuses to start."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An operation with its handler; without one it is routed but not modelled."""

    operation: Operation
    handler: Handler | None
    kind: type[PublicCall]
    reader: Reader | None
    records: tuple[type, ...] = ()
    sensitive: bool = False

    @property
    def modelled(self) -> bool:
        return self.handler is not None


def bind(contract: Contract, modules: Iterable[ModuleType], views: Views) -> list[Bound]:
    """Every operation of the contract, in its order, bound to the handler that is marked for it."""
    handlers = _collect(contract, modules)
    return [_bound(contract, it, handlers.get(it.id), views) for it in contract.operations.values()]


def _collect(contract: Contract, modules: Iterable[ModuleType]) -> dict[str, Handler]:
    found: dict[str, Handler] = {}
    for module in modules:
        for thing in vars(module).values():
            if getattr(thing, "__module__", None) != module.__name__:
                continue
            for mark in marks_of(thing):
                if mark.operation_id not in contract.operations:
                    raise BindingError(
                        f"{_name(thing)}: {contract.api} has no operation {mark.operation_id!r}"
                    )
                if mark.operation_id in found:
                    other = _name(found[mark.operation_id])
                    raise BindingError(f"{mark.operation_id} is bound twice: {other} and {_name(thing)}")
                found[mark.operation_id] = thing
    return found


def _bound(contract: Contract, operation: Operation, handler: Handler | None, views: Views) -> Bound:
    if handler is None:
        return Bound(operation, None, BackendCall if contract.api == "bapi" else PublicCall, None)
    hints = get_type_hints(handler)
    answer = hints.pop("return", Any)
    kind: Any = next(iter(hints.values()), None)
    _check_kind(contract, handler, kind)
    records = _records(handler, answer)
    for record in records:
        if record not in views:
            raise BindingError(f"{_name(handler)}: {contract.api} has no view for {record.__name__}")
    sensitive = any(it.sensitive for it in marks_of(handler) if it.operation_id == operation.id)
    if sensitive and not issubclass(kind, SessionCall):
        raise BindingError(f"{_name(handler)}: a sensitive operation needs a SessionCall")
    return Bound(operation, handler, kind, Reader(contract, operation), records, sensitive)


def _check_kind(contract: Contract, handler: Handler, kind: Any) -> None:
    if kind not in CALLS:
        raise BindingError(f"{_name(handler)}: the first argument must be annotated with a call type")
    belongs = {"bapi": BackendCall, "control": ControlCall}.get(contract.api, PublicCall)
    foreign = contract.api == "fapi" and issubclass(kind, BackendCall | ControlCall)
    if foreign or not issubclass(kind, belongs):
        raise BindingError(f"{_name(handler)}: a {kind.__name__} does not belong into {contract.api}")


def _records(handler: Handler, answer: Any) -> tuple[type, ...]:
    if get_origin(answer) in (Union, UnionType, Alone, Page, list):
        return tuple(record for part in get_args(answer) for record in _records(handler, part))
    if answer in PLAIN:
        return ()
    if not isinstance(answer, type):
        raise BindingError(f"{_name(handler)}: the return type must be a record or a result, not {answer!r}")
    return (answer,)


def _name(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"
