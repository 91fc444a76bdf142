"""The messages that a world would have sent."""

from collections.abc import Iterable
from dataclasses import asdict

from mockfapi import errors
from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules.identifiers import PHONE_ORNAMENTS
from mockfapi.views.lens import Json
from mockfapi.world.records import Message


@operation("listMessages")
def listing(call: WorldCall) -> Document:
    return _page(_wanted(call))


@operation("getLastMessage")
def last(call: WorldCall) -> Document:
    found = _wanted(call)
    if not found:
        raise errors.message_not_found(world=call.world.name)
    return Document(_face(found[-1]))


@operation("clearOutbox")
def clear(call: WorldCall) -> Document:
    return _page([call.world.messages.remove(it.id) for it in call.world.messages])


def _wanted(call: WorldCall) -> list[Message]:
    """Those to the recipient and of the kind that the query names, oldest first."""
    messages, to, kind = call.world.messages, call.query.text("to"), call.query.text("kind")
    found = messages if to is None else messages.where(to=_written(to))
    return [it for it in found if kind in (None, it.kind)]


def _written(to: str) -> str:
    """How the outbox spells an address or number."""
    return to.strip().lower() if "@" in to else PHONE_ORNAMENTS.sub("", to)


def _page(messages: Iterable[Message]) -> Document:
    data = [_face(it) for it in messages]
    return Document({"data": data, "total_count": len(data)})


def _face(it: Message) -> Json:
    return {"object": "message", **asdict(it)}
