"""The messages that a world would have sent."""

from collections.abc import Iterable
from dataclasses import asdict

from mockfapi.http.call import ControlCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.world.records import Message


def _page(messages: Iterable[Message]) -> Document:
    data = [{"object": "message", **asdict(it)} for it in messages]
    return Document({"data": data, "total_count": len(data)})


@operation("listMessages")
def listing(call: ControlCall) -> Document:
    to = call.query.text("to")
    return _page(call.world.messages if to is None else call.world.messages.where(to=to.strip().lower()))


@operation("clearOutbox")
def clear(call: ControlCall) -> Document:
    return _page([call.world.messages.remove(it.id) for it in call.world.messages])
