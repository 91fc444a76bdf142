"""One person of a world, as tests use them: tokens, headers and session."""

from mockfapi.clerk.lease import Lease
from mockfapi.rules import clients, jwt_templates, sessions, tokens
from mockfapi.world import World
from mockfapi.world.records import Session, User


class Person:
    """A user. `password` is None when nobody ever said it in clear text."""

    def __init__(self, lease: Lease, id: str, email: str) -> None:
        self._lease = lease
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
        """The session of this person's tokens; opened on a client of its own when first asked for."""
        with self._lease as world:
            return self._session(world)

    def token(
        self,
        *,
        organization: str | None = None,
        version: int = 2,
        origin: str | None = None,
        template: str | None = None,
    ) -> str:
        """A fresh session token, for an organization (id or slug) if asked; `version` selects its claims.

        `template` names the JWT template to fill instead.
        """
        with self._lease as world:
            it = self._session(world)
            if template is not None:
                named = jwt_templates.named(world, template)
                return jwt_templates.token(world, it, named, origin=origin)
            return tokens.session_token(world, it, origin=origin, organization=organization, version=version)

    @property
    def headers(self) -> dict[str, str]:
        """What a signed-in request to the app carries."""
        return {"Authorization": f"Bearer {self.token()}"}

    def __repr__(self) -> str:
        return f"<Person {self.email} {self.id}>"

    def _session(self, world: World) -> Session:
        found = world.sessions.find(self._session_id)
        if found is None or found.user_id != self.id or not sessions.is_live(world, found):
            client, now = clients.create(world), world.clock.now
            entry = sessions.Entry(strategy="password", first_factor_at=now)
            found = sessions.open(world, client, world.users[self.id], entry)
            self._session_id = found.id
        return found
