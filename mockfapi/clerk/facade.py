"""The object that the fixture hands to a test."""

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mockfapi.clerk.clock import WorldClock
from mockfapi.clerk.faults import Faults
from mockfapi.clerk.lease import Lease
from mockfapi.clerk.near import nearest
from mockfapi.clerk.outbox import Outbox
from mockfapi.clerk.pages import Attachable, Pages
from mockfapi.clerk.people import People
from mockfapi.clerk.person import Person
from mockfapi.clerk.reach import Reach
from mockfapi.clerk.recorded import Recorded
from mockfapi.clerk.signing import SigningKeys
from mockfapi.clerk.tickets import Tickets
from mockfapi.clerk.visitor import Browser, Server
from mockfapi.clerk.webhooks import Webhooks
from mockfapi.http.transport import ORIGIN
from mockfapi.rules import sign_in_links, ticket_desk, token_desk
from mockfapi.scenario import export
from mockfapi.world import World
from mockfapi.world.worlds import OPENED

if TYPE_CHECKING:
    from mockfapi.clerk.opening import Engine


class Clerk(Recorded, Reach, Attachable):
    """One fresh, seeded world. It is gone when its test ends; using it then is a RuntimeError."""

    def __init__(self, engine: "Engine", world: World, scenario: str) -> None:
        self._engine = engine
        self._lease = Lease(world, engine.app.reception.lock, engine.app.webhooks)
        self._scenario = scenario
        pages = self._pages = Pages(self._lease, engine.app.reception, engine.attached)
        self._people = People(self._lease, lambda email: engine.password_of(scenario, email), pages)
        self._reached = False
        self._outbox = Outbox(self._lease, self._address, lambda: self.url, pages.pause)
        self._tickets, self._clock = Tickets(self._lease, self._address), WorldClock(self._lease)
        self._webhooks = Webhooks(self._lease, engine.app.webhooks, pages.pause)
        self._faults = Faults(self._lease, engine.app.operations)
        self._calls = engine.app.record(world)
        self._forks: list[Clerk] = []
        self._interceptions = []

    @property
    def name(self) -> str:
        """The name of the world: what its addresses on the live server carry."""
        return self.world.name

    @property
    def scenario(self) -> str:
        """The scenario that the world began with."""
        self._lease.check()
        return self._scenario

    @property
    def world(self) -> World:
        """The world itself, with its tables. Keep to one thread here: the tables know no lock."""
        return self._lease.world

    @property
    def outbox(self) -> Outbox:
        """What was "sent"."""
        self._lease.check()
        return self._outbox

    @property
    def clock(self) -> WorldClock:
        """World time."""
        self._lease.check()
        return self._clock

    @property
    def tickets(self) -> Tickets:
        """Sign-in tokens, impersonation, agents and invitations: whatever lets in whoever brings it."""
        self._lease.check()
        return self._tickets

    @property
    def webhooks(self) -> Webhooks:
        """Events as webhooks tell them: what happened, who listens, how the deliveries went."""
        self._lease.check()
        return self._webhooks

    @property
    def faults(self) -> Faults:
        """What goes wrong in this world: nothing, until a test says so."""
        self._lease.check()
        return self._faults

    def browser(self, *, origin: str | None = ORIGIN) -> Browser:
        """A browser in process: synchronous, without a socket, with cookies of its own."""
        self._lease.check()
        headers = self._pages.headers | ({"origin": origin} if origin else {})
        return Browser(self._engine.app.reception, self._lease, headers)

    def backend(self) -> Server:
        """A server in process that holds this world's secret key."""
        headers = self._pages.headers | {"authorization": f"Bearer {self.secret_key}"}
        return Server(self._engine.app.reception, self._lease, headers)

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

        `org` is the id, slug or name of an organization; one that does not exist is founded. `role` is the
        user's role there. `fields` are those of a user: `first_name`, `last_name`, `username`,
        `public_metadata` and so on. What the rules refuse is a `ClerkError`; a user who is there already
        and is not as described is a `ValueError`. Neither changes anything.
        """
        given = {"password": password, "phone": phone, **fields}
        return self._people.user(email, {k: v for k, v in given.items() if v is not None}, org, role)

    @property
    def personas(self) -> list[Person]:
        """The people whom the scenario writes out with an e-mail address, as far as they are still there."""
        with self._lease:
            addresses = self._engine.addresses(self._scenario)
            return [self.user(it) for it in addresses if self._people.knows(it)]

    def bad_tokens(self, user: Person, *, origin: str | None = None) -> dict[str, str]:
        """What an app has to refuse, by its flaw: tokens like a good one of this user but for one thing."""
        with self._lease as world:
            return token_desk.shelf(world, user.session, origin=origin)

    @property
    def keys(self) -> SigningKeys:
        """What signs the tokens of this world."""
        self._lease.check()
        return SigningKeys(self._lease)

    def fork(self) -> "Clerk":
        """A new world, with keys of its own, that begins as this one stands. It closes with this one."""
        with self._lease as world:
            twin = self._engine.fork(world, f"{world.name}-fork-{len(self._forks) + 1}", self._scenario)
            twin._people.remember(self._people)
            self._forks.append(twin)
            return twin

    def export(self, path: str | os.PathLike[str] | None = None) -> str:
        """The world as a scenario file that loads back to an equal one; written to `path`, if one is named.

        A world that is too large for a scenario file is a `ClerkError`.
        """
        with self._lease as world:
            written = export.text(world, self._scenario)
        if path is not None:
            Path(path).write_text(written, "utf-8", newline="\n")
        return written

    def snapshot(self, name: str | None = None) -> str:
        """Keeps the world as it is now; answers the name for `restore`. A name is given once."""
        with self._lease as world:
            kept = self._engine.app.worlds.snapshots(world)
            if name in kept:
                raise ValueError(
                    f"there is a snapshot {name!r} already: forget it first, or take another name"
                )
            name = name or next(it for number in count(1) if (it := f"snapshot-{number}") not in kept)
            self._engine.app.worlds.take(world, name)
            return name

    @property
    def snapshots(self) -> list[str]:
        """The names that `restore` knows. `opened` is how the world began."""
        with self._lease as world:
            return list(self._engine.app.worlds.snapshots(world))

    def restore(self, name: str) -> None:
        """Takes the world back to a snapshot, clock included, as often as you like."""
        with self._lease as world:
            self._check_kept(name)
            self._engine.app.worlds.restore(world, name)

    def forget(self, name: str) -> None:
        """Drops a snapshot; never the one named `opened`."""
        with self._lease as world:
            self._check_kept(name)
            if name == OPENED:
                raise ValueError("the snapshot 'opened' stays: a reset goes back to it")
            self._engine.app.worlds.drop(world, name)

    def reset(self) -> None:
        """Takes the world back to how it began."""
        self.restore(OPENED)

    @property
    def url(self) -> str:
        """Where a real browser or server reaches this world; the first one to ask starts the live server."""
        name, live = self.name, self._engine.live()
        self._reached = True
        return f"{live.url}/w/{name}"

    @property
    def publishable_key(self) -> str:
        """What pages identify this world by."""
        return self.world.keys.publishable_key

    @property
    def secret_key(self) -> str:
        """What servers identify this world by."""
        return self.world.keys.secret_key

    def sign_in_link(self, user: Person | str, redirect_url: str | None = None) -> str:
        """The address that signs a real browser in as this user, and leads on to a page of the app.

        Without `redirect_url`, to the app that was last seen. It may be used again and again: each time the
        browser gets a session of its own.
        """
        named = user.id if isinstance(user, Person) else user
        with self._lease as world:
            id = ticket_desk.user_named(world, named).id
            sign_in_links.target(world, redirect_url)
        return sign_in_links.address(self.url, id, redirect_url)

    @property
    def env(self) -> Mapping[str, str]:
        """The variables that apps read, for this world on the live server."""
        return self._engine.variables(self.world, self.url)

    @property
    def is_open(self) -> bool:
        """Whether the test or `with` block is still running."""
        return not self._lease.over

    def close(self) -> None:
        """Closes the world and its forks. Doing it twice is fine."""
        for fork in self._forks:
            fork.close()
        self._stop_intercepting()
        with self._engine.app.reception.lock:
            if not self._lease.over:
                self._lease.over = True
                self._engine.close(self._lease.last_sight())

    def __enter__(self) -> "Clerk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "open" if self.is_open else "closed"
        return f"<Clerk {self._lease.name!r}, scenario {self._scenario!r}, {state}>"

    def _address(self) -> str:
        """Where links lead: nowhere but to a path as long as this test has no page and no server."""
        return self._pages.base or (self._engine.address(self._lease.name) if self._reached else "")

    def _check_kept(self, name: str) -> None:
        kept = self._engine.app.worlds.snapshots(self.world)
        if name not in kept:
            raise LookupError(f"there is no snapshot {name!r}; {nearest(name, kept)}")
