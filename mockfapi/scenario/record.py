"""A scenario, read and checked: its tree, its settings, its keys and its people. Changes no world."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.scenario.settings import settings_of
from mockfapi.scenario.tree import Node
from mockfapi.world.keys import Keys
from mockfapi.world.records.settings import Settings

PLURALS = {
    "email_address": "email_addresses",
    "phone_number": "phone_numbers",
    "web3_wallet": "web3_wallets",
}
BARRIERS = ("banned", "deactivated", "deprovisioned", "locked", "password_compromised")


@dataclass(frozen=True, slots=True)
class Persona:
    """A person whom a scenario writes out, for readers.

    `organizations` are (name, role) pairs; `barred` says why the person cannot sign in. The password of
    somebody in an exported world `is_unknown`: only its digest was there to be exported.
    """

    name: str
    full_name: str
    email_address: str | None
    phone_number: str | None
    username: str | None
    password: str | None
    organizations: tuple[tuple[str, str], ...]
    barred: str | None = None
    is_unknown: bool = False


@dataclass(frozen=True)
class Scenario:
    """What a world starts from. `file` is where it comes from, `tree` all its files in one.

    `proven` says that all of it is shipped, and therefore was checked when it was released. `weather` are
    presets of faults that come after those of the files; `fault_presets.wanted` has checked them.
    """

    name: str
    file: str
    tree: Node
    proven: bool = False
    weather: tuple[str, ...] = ()

    @cached_property
    def document(self) -> dict[str, Any]:
        """The merged content without places. Not to be changed."""
        content: dict[str, Any] = self.tree.plain()
        faults = {"faults": [*content.get("faults", ()), *self.weather]} if self.weather else {}
        return {key: value for key, value in content.items() if key != "include"} | faults

    @property
    def description(self) -> str:
        return str(self.document.get("description", ""))

    @cached_property
    def settings(self) -> Settings:
        """The settings of the instance: those of a new one, with what the scenario says."""
        return settings_of(self.document.get("instance", {}))

    @property
    def is_export(self) -> bool:
        """Whether it holds a world as it stood, row by row."""
        return "tables" in self.document

    def seed(self, asked: str) -> str:
        """What ids and codes are drawn from: an exported world goes on with its own seed."""
        own: str | None = self.document.get("world", {}).get("seed")
        return asked if own is None else own

    @property
    def changes(self) -> int:
        """The number of the latest change of an exported world."""
        number: int = self.document.get("world", {}).get("changes", 0)
        return number

    @property
    def frontend_api(self) -> str | None:
        """The host that the publishable key shall carry, if the scenario asks for one."""
        host: str | None = self.document.get("instance", {}).get("frontend_api")
        return host

    def keys(self, world: str) -> Keys:
        """The keys of a world of this name that starts from this scenario."""
        keys = Keys.of(world, self.frontend_api)
        secret = self.document.get("instance", {}).get("secret_key")
        return keys if secret is None else replace(keys, secret_key=secret)

    @property
    def users(self) -> dict[str, Any]:
        """Users and crowds by name; a bare number of users is a crowd named `user`."""
        users = self.document.get("users", {})
        return {"user": users} if isinstance(users, int) else users

    @property
    def crowd(self) -> int:
        """How many made-up people there are."""
        return sum(entry for entry in self.users.values() if isinstance(entry, int))

    @property
    def personas(self) -> tuple[Persona, ...]:
        """The people who are written out, in the order of the file; first those of an exported world."""
        written = [self._persona(*it) for it in self.users.items() if not isinstance(it[1], int)]
        return (*inhabitants(self.document.get("tables", {})), *written)

    def _persona(self, name: str, user: dict[str, Any]) -> Persona:
        organizations = self.document.get("organizations", {}).values()
        names = (user.get("first_name"), user.get("last_name"))
        return Persona(
            name=name,
            full_name=" ".join(part for part in names if part) or name,
            email_address=next(iter(addresses(user, "email_address")), None),
            phone_number=next(iter(addresses(user, "phone_number")), None),
            username=user.get("username"),
            password=user.get("password"),
            organizations=tuple(
                (it["name"], it["members"][name]) for it in organizations if name in it.get("members", {})
            ),
            barred=self._barred(user),
        )

    def _barred(self, user: dict[str, Any]) -> str | None:
        """Why the password opens nothing; None when it does."""
        if user.get("password") in self.settings.behaviour.pwned_passwords:
            return "password_pwned"
        return next((reason for reason in BARRIERS if user.get(reason)), None)


def inhabitants(tables: Mapping[str, Any]) -> Iterator[Persona]:
    """The people in the rows of an exported world."""
    values = {
        it["id"]: it[kind] for kind, plural in PLURALS.items() for it in tables.get(plural, ()) if kind in it
    }
    places = {it["id"]: it["name"] for it in tables.get("organizations", ())}
    for it in tables.get("users", ()):
        names = (it.get("first_name"), it.get("last_name"))
        yield Persona(
            name=it["id"],
            full_name=" ".join(part for part in names if part) or it["id"],
            email_address=values.get(it.get("primary_email_address_id")),
            phone_number=values.get(it.get("primary_phone_number_id")),
            username=it.get("username"),
            password=None,
            organizations=tuple(
                (places.get(row["organization_id"], row["organization_id"]), row["role"])
                for row in tables.get("memberships", ())
                if row["user_id"] == it["id"]
            ),
            barred=next((reason for reason in BARRIERS if it.get(reason)), None),
            is_unknown=it.get("password_digest") is not None,
        )


def addresses(user: dict[str, Any], kind: str) -> dict[str, bool]:
    """The addresses, numbers or wallets of a user entry, primary first, and whether each is verified."""
    plural = PLURALS[kind]
    entries = [user[kind]] if kind in user else []
    found: dict[str, bool] = {}
    for entry in [*entries, *user.get(plural, ())]:
        if isinstance(entry, str):
            found.setdefault(entry, True)
        else:
            found.setdefault(entry[kind], entry.get("verified", True))
    return found
