"""`dataclass` for frozen classes with slots that costs a fifth to define: imports make a hundred of them."""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as ordinary
from operator import attrgetter
from typing import TYPE_CHECKING, Any

PUT = object.__setattr__


def quick(cls: Any = None, /, **options: Any) -> Any:
    """As `dataclasses.dataclass`; `frozen=True, slots=True` is made here: one function compiled, not six.

    Equality, hash, repr, pickling, `replace`, `fields` and `FrozenInstanceError` are those of the original.
    Fields may have a default, a factory and `compare=False`; what else fields can do is a TypeError. Of such
    a class only another one of this kind may inherit.
    """
    if cls is not None or options != {"frozen": True, "slots": True}:
        return ordinary(cls, **options)
    return _frozen


def _frozen(cls: Any) -> Any:
    made: Any = ordinary(init=False, repr=False, eq=False, slots=True)(cls)
    every = fields(made)
    names = tuple(it.name for it in every)
    if odd := [it.name for it in every if not (it.init and it.repr and not it.kw_only and it.hash is None)]:
        raise TypeError(f"{cls.__name__}: {', '.join(odd)} needs the dataclass of the standard library")
    made.__init__ = _init(made, every)
    made.__eq__, made.__hash__ = _eq_and_hash(tuple(it.name for it in every if it.compare))
    made.__repr__ = _repr(names)
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    made.__getstate__, made.__setstate__ = _state(names)
    return made


def _init(made: Any, every: tuple["Field[Any]", ...]) -> Any:
    """The one function that has to be written out: its parameters are the fields."""
    known: dict[str, Any] = {"_put": PUT, "_missing": MISSING}
    head, body = ["self"], []
    for it in every:
        name = value = it.name
        if it.default is not MISSING:
            known[f"_default_{name}"] = it.default
            head.append(f"{name}=_default_{name}")
        elif it.default_factory is not MISSING:
            known[f"_make_{name}"] = it.default_factory
            head.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        else:
            head.append(name)
        body.append(f" _put(self, {name!r}, {value})\n")
    if hasattr(made, "__post_init__"):
        body.append(" self.__post_init__()\n")
    exec(f"def __init__({', '.join(head)}):\n{''.join(body) or ' pass'}", known)
    init = known["__init__"]
    init.__annotations__ = {it.name: it.type for it in every} | {"return": None}
    init.__qualname__, init.__module__ = f"{made.__qualname__}.__init__", made.__module__
    return init


def _values(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """Reads all fields as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda it: tuple(getattr(it, name) for name in names)


def _eq_and_hash(names: tuple[str, ...]) -> tuple[Callable[[Any, object], Any], Callable[[Any], int]]:
    values = _values(names)

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equal, hashed


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    return shown


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(names: tuple[str, ...]) -> tuple[Callable[[Any], list[Any]], Callable[[Any, list[Any]], None]]:
    def taken(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def put(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            PUT(self, name, value)

    return taken, put


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - type checkers see the original
else:
    dataclass = quick
