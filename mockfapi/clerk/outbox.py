"""The messages of a world, as tests read them."""

from collections.abc import Callable, Iterator

from mockfapi.clerk.lease import Lease
from mockfapi.views import mail
from mockfapi.world.records import Message

PAUSE_S = 0.01


class Outbox:
    """E-mails and SMS that were "sent", oldest first. `to` is an address or number in any spelling.

    `kind` says what a message is for: `verification_code`, `reset_password_code` and so on. A link sent
    in process is a path, as browsers in process take it, until the test asks for `clerk.url`.
    """

    def __init__(
        self,
        lease: Lease,
        address: Callable[[], str],
        live: Callable[[], str],
        pause: Callable[[float], None],
    ) -> None:
        self._lease, self._pause = lease, pause
        self._address, self._live = address, live

    def __iter__(self) -> Iterator[Message]:
        return iter(self.all())

    def __len__(self) -> int:
        with self._lease as world:
            return len(world.messages)

    def all(self, to: str | None = None, *, kind: str | None = None) -> list[Message]:
        """Every message, or those to one recipient, or of one kind."""
        return [self._delivered(it) for it in self._found(to, kind)]

    def last(self, to: str | None = None, *, kind: str | None = None) -> Message:
        """The newest message: `.code`, `.link`, `.subject`, `.text`, `.html`. LookupError if none."""
        if found := self._found(to, kind):
            return self._delivered(found[-1])
        what = "nothing" if kind is None else f"no {kind}"
        there = ", ".join(sorted({f"{it.kind} to {it.to}" for it in self._found()})) or "nothing at all"
        raise LookupError(f"{what} was sent to {to or 'anybody'}; in the outbox: {there}")

    def wait(self, to: str | None = None, *, kind: str | None = None, timeout: float = 5.0) -> Message:
        """The newest message, awaited for up to `timeout` seconds: for live servers and real browsers.

        One that is there already counts: `clear()` before you ask for the next.
        """
        # Pauses are counted: a frozen process clock must not make this wait for ever.
        for _ in range(max(0, round(timeout / PAUSE_S))):
            if self._found(to, kind):
                break
            self._pause(PAUSE_S)
        return self.last(to, kind=kind)

    def clear(self) -> None:
        """Forgets every message."""
        with self._lease as world:
            for it in list(world.messages):
                world.messages.remove(it.id)

    @property
    def url(self) -> str:
        """The page of this outbox on the live server, for people; the first one to ask starts the server."""
        return f"{self._live()}/__mockfapi/outbox.html"

    def _found(self, to: str | None = None, kind: str | None = None) -> list[Message]:
        with self._lease as world:
            found = list(world.messages) if to is None else world.messages.where(to=mail.spelled(to))
            return [it for it in found if kind in (None, it.kind)]

    def _delivered(self, it: Message) -> Message:
        return mail.delivered(it, self._address())
