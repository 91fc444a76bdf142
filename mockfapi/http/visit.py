"""One request on its way through the house: what has been found out about it so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from mockfapi.http import admit
from mockfapi.http.address import Address
from mockfapi.http.bind import Bound
from mockfapi.http.call import BackendCall, DeviceCall, PublicCall, SessionCall, TokenCall
from mockfapi.http.door import Door
from mockfapi.http.served import Served
from mockfapi.http.wire import Answer, Request
from mockfapi.rules.faults import Strike
from mockfapi.spec import Operation
from mockfapi.world.journal import Caller

LOOPBACK = "127.0.0.1"
TESTING_TOKEN = "__clerk_testing_token"
MEANT = 3
SERVER = "server"


@dataclass
class Visit:
    """`before` is the number of the last change before the request; `values` are those in the path.

    `lag` is how many milliseconds what was read may lie back.
    """

    request: Request
    address: Address | None = None
    bound: Bound | None = None
    door: Door | None = None
    call: PublicCall | None = None
    code: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    before: int | None = None
    nearest: str = ""
    strike: Strike | None = None
    lag: int = 0

    def meant(self, operations: Iterable[Operation]) -> None:
        """Remembers what was probably meant by a request for which there is no operation."""
        self.nearest = ", ".join(f"{it.id} ({it.method} {it.path})" for it in islice(operations, MEANT))

    @property
    def served_at(self) -> str:
        """The base URL under which the caller reached this world."""
        request = self.request
        if (proxy := request.header(admit.PROXY_URL)) is not None:
            return proxy.rstrip("/")
        host = request.header("x-forwarded-host") or request.header("host")
        if host is None:
            return ""
        scheme = request.header("x-forwarded-proto") or request.scheme
        return f"{scheme}://{host}{self.address.prefix if self.address else ''}"

    def caller(self, origin: str | None, address: str) -> Caller:
        """Who sends the request, as rules may know it."""
        request = self.request
        forwarded = request.header("x-forwarded-for")
        ip_address = forwarded.split(",")[0].strip() if forwarded else LOOPBACK
        native, testing_token = request.is_native, request.asked(TESTING_TOKEN)
        return Caller(origin, address, request.header("user-agent"), ip_address, native, testing_token)

    def served(self, answer: Answer, duration: int) -> Served:
        """What became of it."""
        world = self.address.world if self.address else None
        operation = self.bound.operation if self.bound else None
        changes = world.journal.since(self.before) if world and self.before is not None else ()
        user_id, actor = self._who()
        return Served(
            operation.method if operation else self.request.method,
            self.request.path,
            operation.id if operation else None,
            answer.status,
            self.code,
            duration,
            world.name if world else "",
            self.request,
            answer,
            self.values,
            user_id,
            tuple(changes),
            self.nearest,
            actor,
        )

    def _who(self) -> tuple[str | None, str | None]:
        """The user for whom the call was admitted, if any, and who acted."""
        call = self.call
        if isinstance(call, SessionCall | TokenCall):
            session = call.world.sessions.find(call.session_id)
            if session is not None:
                return session.user_id, str((session.actor or {}).get("sub", session.user_id))
        if isinstance(call, DeviceCall):
            return None, call.device.client_id
        if isinstance(call, BackendCall):
            return None, getattr(call, "machine_id", None) or SERVER
        return None, None
