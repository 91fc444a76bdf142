"""Finding users the way servers ask for them: by identifiers, ids, organization, parts of texts, activity.

What it costs depends on the part of the list that is asked for, not on how many users there are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from mockfapi import errors
from mockfapi.rules import filters, identifiers, providers
from mockfapi.rules.matches import Between, ByField, Condition, Exactly, Listed, Mentioned, NoneOf, Way
from mockfapi.world import World
from mockfapi.world.order import Texts, sortable
from mockfapi.world.records import User
from mockfapi.world.table import Table

DAY = 24 * 3_600_000
ORDERS = (
    "created_at",
    "updated_at",
    "email_address",
    "web3wallet",
    "first_name",
    "last_name",
    "phone_number",
    "username",
    "last_active_at",
    "last_sign_in_at",
)
KINDS = ("email_address", "phone_number", "web3_wallet")
# The kind of identification behind an order; the rest of the orders are fields of the user.
PRIMARIES = {"email_address": "email_address", "phone_number": "phone_number", "web3wallet": "web3_wallet"}
TIMES = ("created_at", "last_active_at", "last_sign_in_at")
DEFAULT = "-created_at"


def found(
    world: World, wanted: Mapping[str, Any], order_by: str | None, after: str | None = None
) -> Listed[User]:
    """The users that satisfy all filters; without an order the newest first.

    `wanted` may hold lists under email_address, phone_number, web3_wallet, username, external_id, user_id and
    organization_id; the texts query, email_address_query, phone_number_query, username_query and name_query;
    `banned`; a provider and a list of provider_user_id; `last_active_at_since`, and for each of TIMES
    `..._before` and `..._after`, in milliseconds. `after` is the id of the user behind whom the list begins.
    """
    conditions = [
        *_identifier_conditions(world, wanted),
        *_id_conditions(world, wanted),
        *_text_conditions(world, wanted),
        *_other_conditions(world, wanted),
    ]
    name, backwards = _order(order_by)
    if after is not None:
        if name != "created_at":
            reason = "needs the list to be ordered by created_at"
            raise errors.form_param_value_invalid("starting_after", reason=reason)
        after = world.users[after].id
    return Listed(world.users, _way(world, name, backwards=backwards), conditions, after)


def _order(order_by: str | None) -> tuple[str, bool]:
    """The field of an order and whether it is reversed; only the first of several counts."""
    asked = (order_by or DEFAULT).split(",")[0].strip()
    name = asked.lstrip("+- ")
    if name not in ORDERS:
        raise errors.invalid_query_parameter_value("order_by", reason=f"must be one of {', '.join(ORDERS)}")
    return name, asked.startswith("-")


def _way(world: World, name: str, *, backwards: bool) -> Way:
    if name in PRIMARIES:
        return ByPrimary(world, PRIMARIES[name], backwards=backwards)
    return ByField(world.users.order(name), backwards=backwards)


class ByPrimary:
    """By primary address, number or wallet; users without one come first, in the order of their creation."""

    def __init__(self, world: World, kind: str, *, backwards: bool) -> None:
        self._users, self._owned = world.users, _table(world, kind)
        self._kind, self._primary, self._backwards = kind, f"primary_{kind}_id", backwards

    def walk(self) -> Iterator[str]:
        order = self._users.order(self._primary)
        without = order.ids(0, order.without())
        if not self._backwards:
            yield from without
        for id in self._owned.order(self._kind).walk(backwards=self._backwards):
            owner = self._users.find(self._owned[id].user_id)
            if owner is not None and getattr(owner, self._primary) == id:
                yield owner.id
        if self._backwards:
            yield from reversed(without)

    def part(self, start: int, stop: int) -> list[str]:
        return [id for number, id in zip(range(stop), self.walk(), strict=False) if number >= start]

    def sorted(self, ids: Iterable[str]) -> list[str]:
        order = self._users.order("created_at")

        def key(id: str) -> Any:
            owned = self._owned.find(getattr(self._users[id], self._primary))
            return sortable(None if owned is None else getattr(owned, self._kind)), order.place(id)[1]

        return sorted(ids, key=key, reverse=self._backwards)


def _table(world: World, kind: str) -> Table[Any]:
    tables: Mapping[str, Table[Any]] = {
        "email_address": world.email_addresses,
        "phone_number": world.phone_numbers,
        "web3_wallet": world.web3_wallets,
    }
    return tables[kind]


def _identifier_conditions(world: World, wanted: Mapping[str, Any]) -> Iterator[Condition[User]]:
    for kind in KINDS:
        if values := wanted.get(kind):
            yield Exactly(_owners(world, kind, values))
    if names := wanted.get("username"):
        filters.chosen(names, "username")
        lowered = {it.strip().lower() for it in names}
        yield Exactly({it.id for name in lowered for it in world.users.where(username=name)})


def _owners(world: World, kind: str, values: Sequence[str]) -> set[str]:
    filters.chosen(values, kind)
    written = {it if kind == "web3_wallet" else it.strip().lower() for it in values}
    # A plus sign that was not encoded arrives as a space.
    written |= {f"+{it}" for it in written if kind == "phone_number" and not it.startswith("+")}
    # Ethereum addresses are kept in lower case, Solana ones as they are.
    written |= {it.lower() for it in written if kind == "web3_wallet" and it.lower().startswith("0x")}
    return {it.user_id for value in written for it in identifiers.known(world, kind, value)}


def _id_conditions(world: World, wanted: Mapping[str, Any]) -> Iterator[Condition[User]]:
    for param, users_with in (
        ("user_id", lambda id: {id}),
        ("external_id", lambda id: {it.id for it in world.users.where(external_id=id)}),
        ("organization_id", partial(_members, world)),
    ):
        if values := wanted.get(param):
            filters.chosen(values, param)
            named = [it.lstrip("+ ") for it in values if not it.startswith("-")]
            barred = [it[1:] for it in values if it.startswith("-")]
            if named:
                yield Exactly(set[str]().union(*map(users_with, named)))
            if barred:
                yield NoneOf(world.users, set[str]().union(*map(users_with, barred)))


def _members(world: World, organization_id: str) -> set[str]:
    return {it.user_id for it in world.memberships.where(organization_id=organization_id)}


def _other_conditions(world: World, wanted: Mapping[str, Any]) -> Iterator[Condition[User]]:
    if (banned := wanted.get("banned")) is not None:
        barred = {it.id for it in world.users.where(banned=True)}
        yield Exactly(barred) if banned else NoneOf(world.users, barred)
    if wanted.get("provider") or wanted.get("provider_user_id"):
        yield Exactly(_connected(world, wanted))
    if (since := wanted.get("last_active_at_since")) is not None:
        yield Between(world.users, "last_active_at", since - since % DAY, None)
    for field in TIMES:
        after, before = wanted.get(f"{field}_after"), wanted.get(f"{field}_before")
        if after is not None or before is not None:
            yield Between(world.users, field, None if after is None else after + 1, before)


def _connected(world: World, wanted: Mapping[str, Any]) -> set[str]:
    """The users who have connected an account of a provider, or certain ones of it."""
    name, ids = wanted.get("provider") or "", wanted.get("provider_user_id") or ()
    full = name if name.startswith(providers.PREFIX) else providers.PREFIX + name
    found = world.external_accounts.where(provider=full) if name else world.external_accounts
    return {it.user_id for it in found if it.profile and (not ids or it.profile.provider_user_id in ids)}


def _text_conditions(world: World, wanted: Mapping[str, Any]) -> Iterator[Condition[User]]:
    for param, sources in SEARCHES.items():
        words = (wanted.get(param) or "").strip().lower()
        if words:
            yield Mentioned(
                partial(_mentioning, world, sources, words), partial(_mentions, world, sources, words)
            )


def _mentioning(world: World, sources: Sequence[str], words: str, most: int | None) -> set[str] | None:
    """The users whom a text tells, found in all texts at once."""
    told: set[str] = set()
    for source in sources:
        table: Table[Any] = _table(world, source) if source in KINDS else world.users
        ids = table.kept(("texts", source), partial(Texts, TEXTS[source])).mentioning(words, most)
        if ids is None:
            return None
        told |= {table[id].user_id for id in ids} if source in KINDS else ids
    return None if most is not None and len(told) > most else told


def _mentions(world: World, sources: Sequence[str], words: str, it: User) -> bool:
    for source in sources:
        rows = _table(world, source).where(user_id=it.id) if source in KINDS else [it]
        if any(words in TEXTS[source](row).lower() for row in rows):
            return True
    return False


def _about(it: User) -> str:
    return "\t".join(part for part in (it.id, it.external_id, _name(it), it.username) if part)


def _name(it: User) -> str:
    return " ".join(part for part in (it.first_name, it.last_name) if part)


TEXTS: Mapping[str, Callable[[Any], str]] = {
    "about": _about,
    "name": _name,
    "username": lambda it: it.username or "",
    "email_address": lambda it: str(it.email_address),
    "phone_number": lambda it: str(it.phone_number),
    "web3_wallet": lambda it: str(it.web3_wallet),
}
# Which texts each search reads.
SEARCHES: Mapping[str, tuple[str, ...]] = {
    "query": ("about", *KINDS),
    "email_address_query": ("email_address",),
    "phone_number_query": ("phone_number",),
    "username_query": ("username",),
    "name_query": ("name",),
}
