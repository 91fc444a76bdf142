"""The messages of a world, as tests read them."""

from collections.abc import Callable, Iterator

from mockfapi.clerk.lease import Lease
from mockfapi.rules.identifiers import PHONE_ORNAMENTS
from mockfapi.world.records import Message

PAUSE_S = 0.01


class Outbox:
    """E-mails and SMS that were "sent", oldest first. `to` is an address or number in any spelling.

    `kind` says what a message is for: `verification_code`, `reset_password_code` and so on.
    """

    def __init__(self, lease: Lease, pause: Callable[[float], None]) -> None:
        self._lease, self._pause = lease, pause

    def __iter__(self) -> Iterator[Message]:
        return iter(self.all())

    def __len__(self) -> int:
        with self._lease as world:
            return len(world.messages)

    def all(self, to: str | None = None, *, kind: str | None = None) -> list[Message]:
        """Every message, or those to one recipient, or of one kind."""
        with self._lease as world:
            found = list(world.messages) if to is None else world.messages.where(to=_written(to))
            return [it for it in found if kind in (None, it.kind)]

    def last(self, to: str | None = None, *, kind: str | None = None) -> Message:
        """The newest message, with its `.code`, `.link`, `.subject`. LookupError when there is none."""
        if found := self.all(to, kind=kind):
            return found[-1]
        what = "nothing" if kind is None else f"no {kind}"
        there = ", ".join(sorted({f"{it.kind} to {it.to}" for it in self.all()})) or "nothing at all"
        raise LookupError(f"{what} was sent to {to or 'anybody'}; in the outbox: {there}")

    def wait(self, to: str | None = None, *, kind: str | None = None, timeout: float = 5.0) -> Message:
        """The newest message, awaited for up to `timeout` seconds: for live servers and real browsers.

        One that is there already counts: `clear()` before you ask for the next.
        """
        # Pauses are counted: a frozen process clock must not make this wait for ever.
        for _ in range(max(0, round(timeout / PAUSE_S))):
            if self.all(to, kind=kind):
                break
            self._pause(PAUSE_S)
        return self.last(to, kind=kind)

    def clear(self) -> None:
        """Forgets every message."""
        with self._lease as world:
            for it in list(world.messages):
                world.messages.remove(it.id)


def _written(to: str) -> str:
    """How the outbox spells an address or number."""
    return to.strip().lower() if "@" in to else PHONE_ORNAMENTS.sub("", to)
