"""One person of a world, as tests use them: tokens, headers and session."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import TYPE_CHECKING, overload

from mockfapi.clerk.lease import Lease
from mockfapi.clerk.pages import AnyPage, Pages
from mockfapi.rules import sessions, spans, token_desk
from mockfapi.world import World
from mockfapi.world.records import Session, User

if TYPE_CHECKING:
    from playwright import async_api, sync_api


class Person:
    """A user. `password` is None when nobody ever said it in clear text."""

    def __init__(self, lease: Lease, id: str, email: str, pages: Pages) -> None:
        self._lease, self._pages = lease, pages
        self._session_id: str | None = None
        self.id = id
        self.email = email
        self.password: str | None = None

    @property
    def record(self) -> User:
        """The user as it is now."""
        with self._lease as world:
            return world.users[self.id]

    @property
    def session(self) -> Session:
        """The session of this person's tokens; opened on a client of its own when first asked for.

        After `sign_in` it is the session of the page, as long as that lives.
        """
        with self._lease as world:
            return self._session(world)

    def token(
        self,
        *,
        org: str | None = None,
        version: int = 2,
        origin: str | None = None,
        template: str | None = None,
        age: str | timedelta | None = None,
    ) -> str:
        """A session token, for the organization `org` (id or slug) if asked; `version` selects its claims.

        `template` names the JWT template to fill instead. `age` is how long ago the token was made, such as
        `2m`, `30s`, `1h` or a timedelta; a session token lives for a minute.
        """
        wishes: token_desk.Wishes = {"organization": org, "version": version, "origin": origin}
        wishes |= {"template": template, "age": _milliseconds(age)}
        with self._lease as world:
            return token_desk.token(world, self._session(world), **wishes)

    @property
    def headers(self) -> dict[str, str]:
        """What a signed-in request to the app carries."""
        return {"Authorization": f"Bearer {self.token()}"}

    @overload
    def sign_in(self, page: "sync_api.Page", *, org: str | None = None) -> None: ...
    @overload
    def sign_in(self, page: "async_api.Page", *, org: str | None = None) -> Awaitable[None]: ...
    def sign_in(self, page: AnyPage, *, org: str | None = None) -> Awaitable[None] | None:
        """Signs this person in on a page of Playwright, and in its browser, without a form.

        `org` is the id or slug of the organization to act for. The page is attached if it is not yet. One
        that runs clerk-js takes the session at once, another is loaded again; before there is a page, the
        first one to come is signed in. What the rules refuse is a `ClerkError` and changes nothing.
        """
        return self._pages.sign_in(page, self.id, org, self._take)

    @overload
    def sign_out(self, page: "sync_api.Page") -> None: ...
    @overload
    def sign_out(self, page: "async_api.Page") -> Awaitable[None]: ...
    def sign_out(self, page: AnyPage) -> Awaitable[None] | None:
        """Signs this person out on a page; who is not signed in there is a ValueError."""
        return self._pages.sign_out(page, self.id, self.email)

    def __repr__(self) -> str:
        return f"<Person {self.email} {self.id}>"

    def _take(self, session_id: str) -> None:
        self._session_id = session_id

    def _session(self, world: World) -> Session:
        found = world.sessions.find(self._session_id)
        if found is None or found.user_id != self.id or not sessions.is_live(world, found):
            found = token_desk.open_session(world, world.users[self.id])
            self._session_id = found.id
        return found


def _milliseconds(age: str | timedelta | None) -> int:
    if age is None:
        return 0
    if isinstance(age, timedelta):
        return age // timedelta(milliseconds=1)
    try:
        return spans.milliseconds(age)
    except ValueError:
        raise ValueError(f"{age!r} is no age: say 90s, 2m, 1h or 3d") from None
