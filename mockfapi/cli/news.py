"""What `serve` says while it runs: a line a request, and every code and link that is "sent"."""

import json
from collections.abc import Callable, Mapping
from typing import Protocol

from mockfapi.cli.console import BOLD, CYAN, DIM, GREEN, RED, YELLOW, aside, harmless, say, styled
from mockfapi.http.served import Served
from mockfapi.rules import webhooks
from mockfapi.world import World
from mockfapi.world.records import Message, WebhookDelivery

CHANNELS = {"email": "e-mail", "sms": "SMS"}


class Paper(Protocol):
    """Somebody who is told what happens."""

    def request(self, it: Served) -> None: ...

    def message(self, world: World, it: Message) -> None: ...

    def webhook(self, world: World, it: WebhookDelivery) -> None: ...


class Text:
    """Lines for people. `out` takes each of them."""

    def __init__(self, out: Callable[[str], None] = say) -> None:
        self._out = out

    def request(self, it: Served) -> None:
        if _is_a_look(it):
            return
        status = styled(str(it.status), _colour(it.status))
        code = f"  {styled(it.code, YELLOW)}" if it.code else ""
        time = styled(f"{it.duration / 1000:.1f} ms", DIM)
        operation = styled(it.operation_id or "-", BOLD)
        self._out(f"{status} {it.method:<6} {harmless(it.path)}  {operation}{code}  {time}")

    def message(self, world: World, it: Message) -> None:
        channel = CHANNELS.get(it.channel, it.channel)
        what = []
        if it.code is not None:
            what.append(f"code {styled(it.code, BOLD, CYAN)}")
        if it.link is not None:
            what.append(f"link {styled(harmless(it.link), BOLD, CYAN)}")
        content = " and ".join(what) or harmless(it.subject)
        where = "" if world.name == "default" else f", world {world.name}"
        self._out(f"  --> {channel} to {styled(harmless(it.to), BOLD)}: {content}  ({it.kind}{where})")

    def webhook(self, world: World, it: WebhookDelivery) -> None:
        latest = it.attempts[-1]
        colour, how = (GREEN if webhooks.succeeded(latest) else RED), str(latest.status or latest.error)
        where = "" if world.name == "default" else f"  (world {world.name})"
        what = f"{styled(it.type, BOLD)} to {harmless(it.url)}"
        self._out(f"  --> webhook {what}: {styled(harmless(how), colour)}{where}")


class Asides(Text):
    """What people want to know while something else has the screen: codes, links, and what went wrong."""

    def __init__(self) -> None:
        super().__init__(lambda line: aside(f"mockfapi: {line.strip()}"))
        self._told: set[tuple[str, str, int]] = set()

    def request(self, it: Served) -> None:
        """What went wrong, with the reason. Pages try again and again; it is said once."""
        what = (it.method, it.path, it.status)
        if (it.status >= 500 or it.unmodelled) and what not in self._told:
            self._told.add(what)
            super().request(it)
            for refusal in (it.body or {}).get("errors", ()):
                self._out(harmless(refusal["long_message"]))


class Talk(Asides):
    """The same with a line for every request."""

    def request(self, it: Served) -> None:
        Text.request(self, it)


class Lines:
    """One JSON object a line, for programs."""

    def request(self, it: Served) -> None:
        if _is_a_look(it):
            return
        say(
            json.dumps(
                {
                    "event": "request",
                    "method": it.method,
                    "path": it.path,
                    "operation_id": it.operation_id,
                    "status": it.status,
                    "code": it.code,
                    "milliseconds": it.duration / 1000,
                    "world": it.world,
                }
            )
        )

    def message(self, world: World, it: Message) -> None:
        say(
            json.dumps(
                {
                    "event": "message",
                    "channel": it.channel,
                    "to": it.to,
                    "kind": it.kind,
                    "code": it.code,
                    "link": it.link,
                    "world": world.name,
                }
            )
        )

    def webhook(self, world: World, it: WebhookDelivery) -> None:
        latest = it.attempts[-1]
        told = {"event": "webhook", "type": it.type, "url": it.url, "attempt": len(it.attempts)}
        say(json.dumps({**told, "status": latest.status, "error": latest.error, "world": world.name}))


PAPERS: Mapping[str, Paper] = {"text": Text(), "json": Lines()}


def _is_a_look(it: Served) -> bool:
    """Whether the page of the outbox asks what is new, as it does all the time: no news to anybody."""
    return it.operation_id == "getOutboxPage" and it.status == 200


def _colour(status: int) -> str:
    if status < 300:
        return GREEN
    if status < 400:
        return CYAN
    return YELLOW if status < 500 else RED
