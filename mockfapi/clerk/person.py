"""People of a world, as tests use them: their tokens, headers and sessions."""

from dataclasses import replace
from typing import Any

from mockfapi.rules import clients, identifiers, instance, organizations, sessions, tokens, users
from mockfapi.world import World
from mockfapi.world.records import Organization, Session, User

PASSWORD = "a-password-for-tests-2718"
FOUNDER, MEMBER = "org:admin", "org:member"


class Person:
    """A user. `password` is None when nobody ever said it in clear text."""

    def __init__(self, world: World, user: User, email: str, password: str | None) -> None:
        self._world = world
        self.id = user.id
        self.email = email
        self.password = password
        self._session_id: str | None = None

    @property
    def record(self) -> User:
        """The user as it is now."""
        return self._world.users[self.id]

    @property
    def session(self) -> Session:
        """The session of this person's tokens; opened on a client of its own when first asked for."""
        found = self._world.sessions.find(self._session_id)
        if found is None or not sessions.is_live(self._world, found):
            now = self._world.clock.now
            client = clients.create(self._world)
            found = sessions.open(self._world, client, self.record, strategy="password", first_factor_at=now)
            self._session_id = found.id
        return found

    def token(self, *, organization: str | None = None, version: int = 2, origin: str | None = None) -> str:
        """A fresh session token, for an organization (id or slug) if asked; `version` selects its claims."""
        it = self.session
        return tokens.session_token(
            self._world, it, origin=origin, organization=organization, version=version
        )

    @property
    def headers(self) -> dict[str, str]:
        """What a signed-in request to the app carries."""
        return {"Authorization": f"Bearer {self.token()}"}


def find(world: World, email: str) -> User | None:
    """The user with this address, however it is spelled."""
    return identifiers.find_user(world, "email_address", identifiers.email_address(email))


def make(world: World, email: str, password: str, phone: str | None, fields: dict[str, Any]) -> User:
    """A new verified user, by the rules."""
    phones = [] if phone is None else [phone]
    given = users.UserFields(email_addresses=[email], phone_numbers=phones, password=password, **fields)
    return users.create(world, given)


def join(world: World, user: User, name: str, role: str | None) -> Organization:
    """Makes a user a member; founds the organization if there is none and switches organizations on."""
    _switch_on(world)
    found = world.organizations.find(name) or world.organizations.first(slug=name)
    found = found or next((it for it in world.organizations if it.name == name), None)
    if found is None:
        found = organizations.create(world, name, created_by=user.id)
        if role not in (None, FOUNDER):
            it = organizations.membership(world, found.id, user.id)
            assert it is not None
            world.memberships.save(replace(it, role=role))
    elif organizations.membership(world, found.id, user.id) is None:
        organizations.add_member(world, found, user, role or MEMBER)
    return found


def _switch_on(world: World) -> None:
    settings = instance.settings(world)
    if not settings.organization_settings.enabled:
        enabled = replace(settings.organization_settings, enabled=True)
        world.instances.save(
            replace(world.instance, settings=replace(settings, organization_settings=enabled))
        )
