"""The object that the fixture hands to a test."""

from types import TracebackType
from typing import TYPE_CHECKING, Any

from mockfapi.clerk import person
from mockfapi.clerk.clock import WorldClock
from mockfapi.clerk.outbox import Outbox
from mockfapi.clerk.person import PASSWORD, Person
from mockfapi.http.dispatch import Served
from mockfapi.http.transport import ORIGIN, Caller
from mockfapi.world import World

if TYPE_CHECKING:
    from mockfapi.clerk.opening import Engine


class Clerk:
    """One fresh, seeded world. Everything of it is gone when its test ends."""

    def __init__(self, engine: "Engine", world: World, scenario: str) -> None:
        self._engine = engine
        self._world = world
        self._open = True
        self.scenario = scenario
        self.outbox = Outbox(world)
        self.clock = WorldClock(world)
        self._calls = engine.app.record(world)

    @property
    def world(self) -> World:
        """The world itself. After the test it is closed: using it then is a RuntimeError that says so."""
        if not self._open:
            raise RuntimeError(f"the world {self._world.name!r} is closed: its test or `with` block is over")
        return self._world

    def browser(self, *, origin: str | None = ORIGIN) -> Caller:
        """A browser in process: synchronous, without a socket, with cookies of its own."""
        return self._engine.app.browser(self.world, origin=origin)

    def backend(self) -> Caller:
        """A server in process that holds this world's secret key."""
        return self._engine.app.backend(self.world)

    def user(
        self,
        email: str,
        *,
        password: str | None = None,
        phone: str | None = None,
        org: str | None = None,
        role: str | None = None,
        **fields: Any,
    ) -> Person:
        """A verified user: the one with this address, or a new one made by the rules.

        `org` is the id, slug or name of an organization; one that does not exist is founded. `fields` are
        those of a user (first_name, username, public_metadata ...). A refusal is a `ClerkError`.
        """
        found = person.find(self.world, email)
        known = self._engine.password_of(self.scenario, email) if found else None
        user = found or person.make(self.world, email, password or PASSWORD, phone, fields)
        if org is not None:
            person.join(self.world, user, org, role)
        return Person(self.world, user, email, known if found else password or PASSWORD)

    def calls(self, operation_id: str | None = None) -> list[Served]:
        """The requests that this world answered, oldest first; those of one operation if named."""
        self._engine.check_operation(operation_id)
        return [it for it in self._calls if operation_id in (None, it.operation_id)]

    @property
    def url(self) -> str:
        """Where a real browser or server reaches this world; the first one to ask starts the live server."""
        return f"{self._engine.live().url}/w/{self.world.name}"

    @property
    def publishable_key(self) -> str:
        return self.world.keys.publishable_key

    @property
    def secret_key(self) -> str:
        return self.world.keys.secret_key

    @property
    def env(self) -> dict[str, str]:
        """The variables that apps read, for this world on the live server."""
        from mockfapi.ports.signer import public_pem

        return {
            "CLERK_PUBLISHABLE_KEY": self.publishable_key,
            "CLERK_SECRET_KEY": self.secret_key,
            "CLERK_API_URL": self.url,
            "CLERK_FAPI_URL": self.url,
            "CLERK_PROXY_URL": self.url,
            "CLERK_JWT_KEY": "".join(public_pem().splitlines()),
        }

    def close(self) -> None:
        """Closes the world. Doing it twice is fine."""
        if self._open:
            self._open = False
            self._engine.close(self._world)

    def __enter__(self) -> "Clerk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
