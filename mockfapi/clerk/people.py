"""Finding and making the people of a world for tests. What a person can do: `person`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from mockfapi.clerk.lease import Lease
from mockfapi.clerk.near import nearest
from mockfapi.clerk.pages import Pages
from mockfapi.clerk.person import Person
from mockfapi.rules import identifiers, instance, organizations, passwords, users
from mockfapi.world import World
from mockfapi.world.records import Organization, User

PASSWORD = "a-password-for-tests-2718"
# Said in a test's own words, or not for a test to say.
HIDDEN = {"email_addresses", "phone_numbers", "password_digest", "verifications"}
FIELDS = ("password", "phone", *(it.name for it in fields(users.UserFields) if it.name not in HIDDEN))


class People:
    """The users of one world, each one `Person` however often a test asks."""

    def __init__(self, lease: Lease, told: Callable[[str], str | None], pages: Pages) -> None:
        self._lease, self._pages = lease, pages
        self._told = told
        # A world that went back gives an id to somebody else.
        self._known: dict[tuple[str, str], Person] = {}
        self._passwords: dict[str, str] = {}

    def user(self, email: str, given: Mapping[str, Any], org: str | None, role: str | None) -> Person:
        """The user with this address, made if need be; a member of `org`, if one is named."""
        if role is not None and org is None:
            raise ValueError(f"the role {role!r} in which organization? Say org=... too")
        for name in given:
            if name not in FIELDS:
                raise TypeError(f"a user has no {name!r}; {nearest(name, FIELDS)}")
        with self._lease as world:
            undo = world.begin()
            try:
                return self._user(world, email, given, (org, role))
            except BaseException:
                undo.restore()
                raise
            finally:
                world.end()

    def knows(self, email: str) -> bool:
        """Whether somebody has this address."""
        with self._lease as world:
            return identifiers.find_user(world, "email_address", identifiers.email_address(email)) is not None

    def remember(self, others: "People") -> None:
        """The passwords that another world's people have are those of these people too."""
        self._passwords |= others._passwords

    def _user(
        self, world: World, email: str, given: Mapping[str, Any], place: tuple[str | None, str | None]
    ) -> Person:
        written = identifiers.email_address(email)
        found = identifiers.find_user(world, "email_address", written)
        if found is None:
            found = _made(world, written, given)
        elif wrong := list(_differences(world, found, given)):
            raise ValueError(f"{written} is there already, with another {' and another '.join(wrong)}")
        org, role = place
        if org is not None:
            _join(world, found, org, role)
        password = self._password(world, found, written, given.get("password"))
        person = self._known.setdefault(
            (found.id, written), Person(self._lease, found.id, written, self._pages)
        )
        person.password = password
        return person

    def _password(self, world: World, user: User, email: str, given: str | None) -> str | None:
        """The password in clear text, when anybody ever said it here."""
        said = (given, self._passwords.get(email), self._told(email), PASSWORD)
        found = next((it for it in said if it is not None and passwords.matches(world, user, it)), None)
        if found is not None:
            self._passwords[email] = found
        return found


def _made(world: World, email: str, given: Mapping[str, Any]) -> User:
    more = dict(given)
    phones = [more.pop("phone")] if "phone" in more else []
    if "password" not in more and instance.settings(world).user_settings.attributes.password.enabled:
        more |= {"password": PASSWORD, "skip_password_checks": True}
    return users.create(world, users.UserFields(email_addresses=[email], phone_numbers=phones, **more))


def _differences(world: World, user: User, given: Mapping[str, Any]) -> Iterator[str]:
    """The fields in which somebody is not as described."""
    for name, value in given.items():
        if name == "password":
            same = passwords.matches(world, user, value)
        elif name == "phone":
            owned = [it.phone_number for it in world.phone_numbers.where(user_id=user.id)]
            same = identifiers.phone_number(value) in owned
        elif name == "username":
            same = identifiers.username(world, value) == user.username
        else:
            same = getattr(user, name, value) == value
        if not same:
            yield name


def _join(world: World, user: User, name: str, role: str | None) -> None:
    """Makes a user a member; founds the organization if there is none and switches organizations on."""
    _switch_on(world)
    it = _named(world, name)
    if it is None:
        it = organizations.create(world, name, created_by=user.id)
    member = organizations.membership(world, it.id, user.id)
    if member is None:
        organizations.add_member(world, it, user, role or organizations.default_role(world, it))
    elif role is not None and (role := organizations.require_role(world, it, role)) != member.role:
        world.memberships.save(replace(member, role=role, updated_at=world.clock.now))


def _named(world: World, name: str) -> Organization | None:
    found = world.organizations.find(name) or world.organizations.first(slug=name)
    return found or next((it for it in world.organizations if it.name == name), None)


def _switch_on(world: World) -> None:
    settings = instance.settings(world)
    if not settings.organization_settings.enabled:
        enabled = replace(settings.organization_settings, enabled=True)
        world.instances.save(
            replace(world.instance, settings=replace(settings, organization_settings=enabled))
        )
