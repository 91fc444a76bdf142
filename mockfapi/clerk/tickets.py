"""Tickets for tests: what lets somebody in without a password, invites or impersonates them."""

from collections.abc import Callable, Mapping
from typing import Any

from mockfapi.clerk.lease import Lease
from mockfapi.clerk.person import Person
from mockfapi.frozen import dataclass
from mockfapi.rules import ticket_desk, tickets
from mockfapi.rules.tickets import Ticketed
from mockfapi.views.ticket import ticket as face_of
from mockfapi.world import World
from mockfapi.world.journal import Caller


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it was when it was asked for.

    `ticket` is what clients send, `url` the link that a mail has. `kind` is sign_in_token, actor_token,
    agent_task, invitation or organization_invitation; `status` pending, accepted, revoked or expired.
    """

    id: str
    kind: str
    status: str
    ticket: str
    url: str
    user_id: str | None
    actor: Mapping[str, Any] | None
    email_address: str | None
    organization_id: str | None
    role: str | None
    created_at: int
    expire_at: int | None


class Tickets:
    """The tickets of one world. Users are named by id, address, number, username, or are a `Person`.

    What the rules refuse is a `ClerkError`, and changes nothing. A `url` has the host of the live server once
    that was asked for, else it is a path, which browsers in process take.
    """

    def __init__(self, lease: Lease, address: Callable[[], str]) -> None:
        self._lease = lease
        self._address = address

    def sign_in(self, user: Person | str, *, expires_in_seconds: int | None = None) -> Ticket:
        """A sign-in token: lets the user in once, without anything else. Good for 30 days by default."""
        return self._made(
            lambda world: ticket_desk.sign_in(world, _name(user), expires_in_seconds=expires_in_seconds)
        )

    def impersonate(
        self,
        user: Person | str,
        actor: Person | str | Mapping[str, Any],
        *,
        expires_in_seconds: int | None = None,
        session_max_duration_in_seconds: int | None = None,
    ) -> Ticket:
        """An actor token: lets `actor` act as the user once. A mapping is the claim itself, with a `sub`."""
        acting = actor if isinstance(actor, Mapping) else _name(actor)
        return self._made(
            lambda world: ticket_desk.impersonate(
                world,
                _name(user),
                acting,
                expires_in_seconds=expires_in_seconds,
                session_max_duration_in_seconds=session_max_duration_in_seconds,
            )
        )

    def agent(
        self,
        user: Person | str,
        redirect_url: str,
        *,
        expires_in_seconds: int | None = None,
        session_max_duration_in_seconds: int | None = None,
    ) -> Ticket:
        """A task of an agent in the name of the user: its `url` opens the session and leads on."""
        return self._made(
            lambda world: ticket_desk.agent(
                world,
                _name(user),
                redirect_url,
                expires_in_seconds=expires_in_seconds,
                session_max_duration_in_seconds=session_max_duration_in_seconds,
            )
        )

    def invite(self, email_address: str, **wishes: Any) -> Ticket:
        """An invitation to the app, or to an `organization` (id, slug or name) in a `role`.

        Also `inviter`, `redirect_url`, `public_metadata`, `expires_in_days`, `notify=False` to send no mail,
        `ignore_existing=True` to invite twice, or somebody who has an account.
        """
        if wishes.get("inviter") is not None:
            wishes["inviter"] = _name(wishes["inviter"])
        return self._made(lambda world: ticket_desk.invite(world, email_address, **wishes))

    def all(self, kind: str | None = None, *, status: str | None = None) -> list[Ticket]:
        """Every ticket, or those of a kind or status; kind by kind, oldest first."""
        with self._lease as world:
            found = [self._shown(world, it) for it in tickets.every(world)]
        return [it for it in found if kind in (None, it.kind) and status in (None, it.status)]

    def revoke(self, ticket: Ticket | str) -> Ticket:
        """Takes a pending ticket back, named by its id."""
        id = ticket.id if isinstance(ticket, Ticket) else ticket
        return self._made(lambda world: ticket_desk.revoke(world, id))

    def _made(self, make: Callable[[World], Ticketed]) -> Ticket:
        with self._lease as world:
            undo = world.begin()
            world.caller = Caller(address=self._address())
            try:
                return self._shown(world, make(world))
            except BaseException:
                undo.restore()
                raise
            finally:
                world.end()

    def _shown(self, world: World, it: Ticketed) -> Ticket:
        before, world.caller = world.caller, Caller(address=self._address())
        try:
            return Ticket(**{key: value for key, value in face_of(world, it).items() if key != "object"})
        finally:
            world.caller = before


def _name(user: Person | str) -> str:
    return user.id if isinstance(user, Person) else user
