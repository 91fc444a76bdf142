"""Finding members of organizations the way servers ask for them: by who they are, role and activity."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mockfapi.rules import filters, identifiers, users
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization, User

Test = Callable[[User], bool]
NEWEST = "-created_at"
IDENTIFIERS = ("email_address", "phone_number", "username", "web3_wallet")


def found(
    world: World, organization: Organization, wanted: Mapping[str, Any], order_by: str | None
) -> list[Membership]:
    """The members of an organization who satisfy all filters; without an order the newest first.

    `wanted` may hold lists under user_id, role and the kinds of identifiers; parts of texts under `query` and
    `…_query`; times in milliseconds under `created_at_…` and `last_active_at_…` (`before`, `after`).
    """
    roles = wanted.get("role")
    filters.chosen(roles, "role")
    tests = [*_exact_tests(world, wanted), *_text_tests(world, wanted), *_time_tests(wanted)]
    rows = [
        it
        for it in world.memberships.where(organization_id=organization.id)
        if (not roles or it.role in roles) and all(test(world.users[it.user_id]) for test in tests)
    ]
    return filters.ordered(rows, order_by, _orders(world), NEWEST)


def every(world: World, order_by: str | None) -> list[Membership]:
    """The members of all organizations; without an order the newest first."""
    return filters.ordered(world.memberships, order_by, _orders(world), NEWEST)


def _orders(world: World) -> dict[str, Callable[[Membership], object]]:
    """Members are ordered by what is told of their users."""

    def plain(name: str) -> Callable[[Membership], object]:
        return lambda it: getattr(world.users[it.user_id], name)

    def primary(kind: str) -> Callable[[Membership], object]:
        def address(it: Membership) -> object:
            primary_id = getattr(world.users[it.user_id], f"primary_{kind}_id")
            owned = users.identifications(world, it.user_id, kind)
            first = next((each for each in owned if each.id == primary_id), None)
            return None if first is None else identifiers.address_of(first)

        return address

    return {
        "created_at": lambda it: it.created_at,
        "email_address": primary("email_address"),
        "phone_number": primary("phone_number"),
        "first_name": plain("first_name"),
        "last_name": plain("last_name"),
        "username": plain("username"),
    }


def _addresses(world: World, it: User, kind: str) -> list[str]:
    """The addresses, numbers or wallets of a user, or the username."""
    if kind == "username":
        return [it.username] if it.username else []
    return [identifiers.address_of(each) for each in users.identifications(world, it.id, kind)]


def _exact_tests(world: World, wanted: Mapping[str, Any]) -> list[Test]:
    tests: list[Test] = []
    if values := wanted.get("user_id"):
        own_id = filters.chosen(values, "user_id")
        tests.append(lambda it: own_id(it.id))
    for kind in IDENTIFIERS:
        if values := wanted.get(kind):
            filters.chosen(values, kind)
            tests.append(_owns_one(world, kind, values))
    return tests


def _owns_one(world: World, kind: str, values: Sequence[str]) -> Test:
    written = {it.strip().lower() for it in values}
    # A plus sign that was not encoded arrives as a space.
    written |= {f"+{it}" for it in written if kind == "phone_number"}
    return lambda it: any(each.lower() in written for each in _addresses(world, it, kind))


def _text_tests(world: World, wanted: Mapping[str, Any]) -> list[Test]:
    def names(it: User) -> list[str]:
        return [" ".join(part for part in (it.first_name, it.last_name) if part)]

    def owned(kind: str) -> Callable[[User], list[str]]:
        return lambda it: _addresses(world, it, kind)

    def everything(it: User) -> Iterable[str]:
        return [it.id, *names(it), *(each for kind in IDENTIFIERS for each in _addresses(world, it, kind))]

    texts: dict[str, Callable[[User], Iterable[str]]] = {
        "query": everything,
        "name_query": names,
        **{f"{kind}_query": owned(kind) for kind in IDENTIFIERS},
    }
    return [_mentioned(wanted[name], read) for name, read in texts.items() if wanted.get(name)]


def _mentioned(query: str, read: Callable[[User], Iterable[str]]) -> Test:
    return lambda it: filters.mentions(query, read(it))


def _time_tests(wanted: Mapping[str, Any]) -> list[Test]:
    tests = []
    for name in ("created_at", "last_active_at"):
        if (before := wanted.get(f"{name}_before")) is not None:
            tests.append(_between(name, None, before))
        if (after := wanted.get(f"{name}_after")) is not None:
            tests.append(_between(name, after, None))
    return tests


def _between(name: str, after: int | None, before: int | None) -> Test:
    """Whether a time of a user lies between two moments; who has none lies nowhere."""

    def test(it: User) -> bool:
        at = getattr(it, name)
        return at is not None and (after is None or at > after) and (before is None or at < before)

    return test
