"""Finding users the way servers ask for them: by identifiers, ids, organization, parts of texts, activity."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mockfapi.rules import filters, identifiers, users
from mockfapi.world import World
from mockfapi.world.records import User

DAY = 24 * 3_600_000
ORDERS: dict[str, Callable[[User], object]] = {
    "created_at": lambda it: it.created_at,
    "updated_at": lambda it: it.updated_at,
    "email_address": lambda it: it.primary_email_address_id,
    "web3wallet": lambda it: it.primary_web3_wallet_id,
    "first_name": lambda it: it.first_name,
    "last_name": lambda it: it.last_name,
    "phone_number": lambda it: it.primary_phone_number_id,
    "username": lambda it: it.username,
    "last_active_at": lambda it: it.last_active_at,
    "last_sign_in_at": lambda it: it.last_sign_in_at,
}
KINDS = ("email_address", "phone_number", "web3_wallet")


def found(world: World, wanted: Mapping[str, Any], order_by: str | None) -> list[User]:
    """The users that satisfy all filters; without an order the newest first.

    `wanted` may hold lists under email_address, phone_number, web3_wallet, username, external_id, user_id and
    organization_id, the text `query`, and `last_active_at_since` in milliseconds.
    """
    tests = [*_identifier_tests(world, wanted), *_id_tests(world, wanted), *_other_tests(world, wanted)]
    rows = [it for it in world.users if all(test(it) for test in tests)]
    return filters.ordered(rows, order_by, _orders(world), "-created_at")


def _orders(world: World) -> dict[str, Callable[[User], object]]:
    """Addresses are told from ids at the time of asking."""

    def primary(kind: str, field: str) -> Callable[[User], object]:
        def address(it: User) -> object:
            owned = users.identifications(world, it.id, kind)
            first = next((each for each in owned if each.id == getattr(it, field)), None)
            return None if first is None else identifiers.address_of(first)

        return address

    return ORDERS | {
        "email_address": primary("email_address", "primary_email_address_id"),
        "phone_number": primary("phone_number", "primary_phone_number_id"),
        "web3wallet": primary("web3_wallet", "primary_web3_wallet_id"),
    }


def _identifier_tests(world: World, wanted: Mapping[str, Any]) -> list[Callable[[User], bool]]:
    tests = [_owns(world, kind, wanted[kind]) for kind in KINDS if wanted.get(kind)]
    if names := wanted.get("username"):
        lowered = {it.lower() for it in names}
        tests.append(lambda it: it.username in lowered)
    return tests


def _owns(world: World, kind: str, values: Sequence[str]) -> Callable[[User], bool]:
    filters.chosen(values, kind)
    written = {it if kind == "web3_wallet" else it.strip().lower() for it in values}
    # A plus sign that was not encoded arrives as a space.
    written |= {f"+{it}" for it in written if kind == "phone_number" and not it.startswith("+")}
    owners = {
        owned.user_id
        for value in written
        if (owned := identifiers.find_identification(world, kind, value)) is not None
    }
    return lambda it: it.id in owners


def _id_tests(world: World, wanted: Mapping[str, Any]) -> list[Callable[[User], bool]]:
    tests: list[Callable[[User], bool]] = []
    if values := wanted.get("user_id"):
        own_id = filters.chosen(values, "user_id")
        tests.append(lambda it: own_id(it.id))
    if values := wanted.get("external_id"):
        foreign = filters.chosen(values, "external_id")
        tests.append(lambda it: foreign(it.external_id))
    if values := wanted.get("organization_id"):
        tests.append(_belongs(world, values))
    return tests


def _belongs(world: World, values: Sequence[str]) -> Callable[[User], bool]:
    """Whether the user is a member of a wanted organization and of no unwanted one."""
    filters.chosen(values, "organization_id")
    wanted = {it.lstrip("+ ") for it in values if not it.startswith("-")}
    unwanted = {it[1:] for it in values if it.startswith("-")}

    def test(it: User) -> bool:
        own = {each.organization_id for each in world.memberships.where(user_id=it.id)}
        return not own & unwanted and (not wanted or bool(own & wanted))

    return test


def _other_tests(world: World, wanted: Mapping[str, Any]) -> list[Callable[[User], bool]]:
    tests: list[Callable[[User], bool]] = []
    query = wanted.get("query")
    if query:
        tests.append(lambda it: filters.mentions(query, texts(world, it)))
    since = wanted.get("last_active_at_since")
    if since is not None:
        day = since - since % DAY
        tests.append(lambda it: it.last_active_at is not None and it.last_active_at >= day)
    return tests


def texts(world: World, it: User) -> list[str | None]:
    """All by which a search finds a user."""
    full_name = " ".join(part for part in (it.first_name, it.last_name) if part)
    return [it.id, it.external_id, full_name, *users.identifiers_of(world, it)]
