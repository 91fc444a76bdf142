"""One way to speak to both of Playwright's APIs: what one lets wait for, the other has done already."""

from collections.abc import Awaitable, Callable, Coroutine
from inspect import isawaitable, iscoroutinefunction
from typing import Any, TypeVar

T = TypeVar("T")
Handler = Callable[..., Any]


async def settled(value: Awaitable[T] | T) -> T:
    """What a call of either API answers."""
    return await value if isawaitable(value) else value


def is_async(context: Any) -> bool:
    """Whether an object of Playwright is one of its async API."""
    return iscoroutinefunction(type(context).route)


def started(context: Any, work: Coroutine[Any, Any, T]) -> Coroutine[Any, Any, T] | T:
    """The work itself, to be awaited, where the context is async; else what has become of it."""
    return work if is_async(context) else _done(work)


def handler(context: Any, work: Callable[[Any], Coroutine[Any, Any, None]]) -> Handler:
    """The work as a handler of routes or events that this context can call."""
    if is_async(context):
        # A plain method would be kept on its object by name; a function is what it is.
        async def waiting(it: Any) -> None:
            await work(it)

        return waiting

    def at_once(it: Any) -> None:
        _done(work(it))

    return at_once


def _done(work: Coroutine[Any, Any, T]) -> T:
    """Runs work that never waits: in the sync API every call has come back when it is awaited."""
    try:
        work.send(None)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    work.close()
    raise RuntimeError("objects of Playwright's sync and async APIs cannot be mixed")
