"""The messages that a world would have sent, for programs and, as a page, for people."""

from collections.abc import Iterable
from dataclasses import asdict

from mockfapi import errors
from mockfapi.http import times
from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Redirect, Text
from mockfapi.views import mail
from mockfapi.views.lens import Json
from mockfapi.world import World
from mockfapi.world.records import Message

PAGE = "outbox.html"


@operation("listMessages")
def listing(call: WorldCall) -> Document:
    return _page(call, _asked(call))


@operation("getLastMessage")
def last(call: WorldCall) -> Document:
    found = _asked(call)
    if not found:
        raise errors.message_not_found(world=call.world.name)
    return Document(_face(call, found[-1]))


@operation("clearOutbox")
def clear(call: WorldCall) -> Document:
    return _page(call, [call.world.messages.remove(it.id) for it in call.world.messages])


@operation("getOutboxPage")
def page(call: WorldCall) -> Text:
    # Only people want it: programs do not pay for its import.
    from mockfapi.views import outbox_page

    # A form with nothing chosen sends empty names.
    to, kind, message = (call.query.text(name) or None for name in ("to", "kind", "message"))
    found = _wanted(call.world, to, kind)
    asked = outbox_page.Asked(to and mail.spelled(to), kind, message, call.address, times.written)
    return Text(outbox_page.page(call.world, found, asked), headers=outbox_page.HEADERS)


@operation("clearOutboxPage")
def clear_page(call: WorldCall) -> Redirect:
    clear(call)
    return Redirect(PAGE, 303)


def _asked(call: WorldCall) -> list[Message]:
    return _wanted(call.world, call.query.text("to"), call.query.text("kind"))


def _wanted(world: World, to: str | None, kind: str | None) -> list[Message]:
    """Those to a recipient and of a kind, where these are named; oldest first."""
    found = world.messages if to is None else world.messages.where(to=mail.spelled(to))
    return [it for it in found if kind in (None, it.kind)]


def _page(call: WorldCall, messages: Iterable[Message]) -> Document:
    data = [_face(call, it) for it in messages]
    return Document({"data": data, "total_count": len(data)})


def _face(call: WorldCall, it: Message) -> Json:
    return {"object": "message", **asdict(mail.delivered(it, call.address))}
