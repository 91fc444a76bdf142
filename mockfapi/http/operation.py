"""Marks a function as the handler of an operation. It only marks: `bind` collects the marks."""

from collections.abc import Callable
from typing import Any, TypeVar

from mockfapi.frozen import dataclass

F = TypeVar("F", bound=Callable[..., Any])
MARK = "__mockfapi_operations__"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a door says about an operation beyond the contract."""

    operation_id: str
    sensitive: bool = False


def operation(operation_id: str, *, sensitive: bool = False) -> Callable[[F], F]:
    """Declares the handler of an operation by its id in the contract. Stack it for twin operations.

    A sensitive one wants a recent proof of who is asking, where the instance knows reverification.
    """

    def mark(handler: F) -> F:
        marks: list[Mark] = getattr(handler, MARK, [])
        setattr(handler, MARK, [*marks, Mark(operation_id, sensitive)])
        return handler

    return mark


def marks_of(handler: Callable[..., Any]) -> list[Mark]:
    found: list[Mark] = getattr(handler, MARK, [])
    return found
