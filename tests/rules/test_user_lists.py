"""Lists of users: narrowed, ordered, counted, and how little of the world they look at."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi.errors import ClerkError
from mockfapi.rules import organizations, user_lists, users
from mockfapi.rules.users import UserFields
from mockfapi.world import World
from mockfapi.world.records import User
from mockfapi.world.table import Table
from tests.rules.worlds import NOON, a_user, a_world, configure, refusals

HOUR = 3_600_000
DAY = 24 * HOUR


def found(
    world: World, order_by: str | None = None, after: str | None = None, **wanted: Any
) -> list[str | None]:
    """The first names of the users in a list."""
    listed = user_lists.found(world, wanted, order_by, after)
    rows = listed[0:100]
    assert after is not None or len(listed) == len(rows)
    return [it.first_name for it in rows]


@pytest.fixture
def world() -> World:
    """Four people with what lists may be narrowed by, made an hour apart."""
    world = a_world()
    a_user(
        world,
        "zoe@acme.dev",
        first_name="Ada",
        last_name="Byron",
        username="countess",
        created_at=NOON - 4 * HOUR,
    )
    a_user(world, "ben@acme.dev", first_name="Ben", external_id="crm-1", created_at=NOON - 3 * HOUR)
    a_user(
        world, "cyd@home.dev", first_name="cyd", phone_numbers=["+12025557143"], created_at=NOON - 2 * HOUR
    )
    rest: Any = {"password": "x", "skip_password_checks": True, "created_at": NOON - HOUR}
    users.create(world, UserFields(first_name="Dan", username="dan_the_4th", **rest))
    return world


def named(world: World, name: str) -> User:
    return next(it for it in world.users if it.first_name == name)


@pytest.mark.parametrize(
    ("order_by", "names"),
    [
        (None, ["Dan", "cyd", "Ben", "Ada"]),
        ("created_at", ["Ada", "Ben", "cyd", "Dan"]),
        ("-first_name,+created_at", ["Dan", "cyd", "Ben", "Ada"]),
        ("+email_address", ["Dan", "Ben", "cyd", "Ada"]),
        ("-email_address", ["Ada", "cyd", "Ben", "Dan"]),
        ("phone_number", ["Ada", "Ben", "Dan", "cyd"]),
        ("web3wallet", ["Ada", "Ben", "cyd", "Dan"]),
        ("-username", ["Dan", "Ada", "cyd", "Ben"]),
    ],
)
def test_orders(world: World, order_by: str | None, names: list[str]) -> None:
    """Nothing comes before something; whole lists and narrowed ones agree."""
    everybody = [it.id for it in world.users]

    assert names == found(world, order_by)
    assert names == found(world, order_by, user_id=everybody)
    assert names[1:3] == [it.first_name for it in user_lists.found(world, {}, order_by)[1:3]]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"query": "ACME"}, ["Ben", "Ada"]),
        ({"query": " byron"}, ["Ada"]),
        ({"query": "ada by"}, ["Ada"]),
        ({"query": "5714"}, ["cyd"]),
        ({"query": "nobody"}, []),
        ({"email_address_query": "home"}, ["cyd"]),
        ({"phone_number_query": "+1202"}, ["cyd"]),
        ({"username_query": "THE"}, ["Dan"]),
        ({"name_query": "c"}, ["cyd"]),
        ({"username": ["Countess", "x"]}, ["Ada"]),
        ({"external_id": ["crm-1"]}, ["Ben"]),
        ({"external_id": ["-crm-1"]}, ["Dan", "cyd", "Ada"]),
        ({"email_address": ["ZOE@acme.dev"], "query": "acme"}, ["Ada"]),
        ({"email_address": ["zoe@acme.dev"], "query": "home"}, []),
        ({"banned": False}, ["Dan", "cyd", "Ada"]),
        ({"banned": True}, ["Ben"]),
        ({"provider": "oauth_google"}, []),
        ({"created_at_before": NOON - 3 * HOUR}, ["Ada"]),
        ({"created_at_after": NOON - 3 * HOUR}, ["Dan", "cyd"]),
        ({"created_at_after": NOON - 4 * HOUR, "created_at_before": NOON - HOUR}, ["cyd", "Ben"]),
        ({"last_active_at_since": NOON}, ["Ada"]),
        ({"last_active_at_after": NOON - DAY}, ["Ada"]),
        ({"last_sign_in_at_before": NOON}, []),
    ],
)
def test_filters(world: World, wanted: dict[str, Any], names: list[str]) -> None:
    """Each alone, and how they go together: all of them must hold."""
    world.users.save(replace(named(world, "Ben"), banned=True))
    world.users.save(replace(named(world, "Ada"), last_active_at=NOON - NOON % DAY, last_sign_in_at=NOON))

    assert names == found(world, **wanted)


def test_members(world: World) -> None:
    """Of one of several organizations, and of none of the barred ones."""
    configure(world, organization_settings__enabled=True)
    first = organizations.create(world, "First", created_by=named(world, "Ada").id)
    second = organizations.create(world, "Second", created_by=named(world, "Ada").id)
    organizations.add_member(world, second, named(world, "Ben"), "org:member")

    assert ["Ada"] == found(world, organization_id=[first.id])
    assert ["Ben", "Ada"] == found(world, organization_id=[f"+{first.id}", second.id])
    assert ["Ben"] == found(world, organization_id=[second.id, f"-{first.id}"])
    assert ["Dan", "cyd"] == found(world, organization_id=[f"-{second.id}"])


def test_a_list_that_begins_behind_a_user(world: World) -> None:
    """Whether that user is in the list or not; only where it is ordered by creation."""
    ben = named(world, "Ben").id

    assert ["Ada"] == found(world, after=ben)
    assert ["cyd", "Dan"] == found(world, "created_at", ben)
    assert ["cyd"] == found(world, "created_at", ben, query="home")
    assert [(422, "form_param_value_invalid", "starting_after")] == refusals(
        lambda: found(world, "first_name", ben)
    )
    assert [(404, "resource_not_found", None)] == refusals(lambda: found(world, None, "user_nobody"))


def test_too_many_values(world: World) -> None:
    """A hundred at most, of each kind."""
    for name in ("user_id", "username", "email_address", "organization_id"):
        with pytest.raises(ClerkError, match="form_param_array_size_exceeded"):
            user_lists.found(world, {name: ["x"] * 101}, None)


def crowd(size: int) -> World:
    """People without more than a name and an address; every hundredth is called Rare."""
    world = a_world()
    for number in range(size):
        name = "Rare" if number % 100 == 50 else "Common"
        fields = UserFields(
            email_addresses=[f"p{number}@crowd.test"], first_name=name, created_at=NOON + number
        )
        users.create(world, fields)
    return world


QUESTIONS: dict[str, tuple[dict[str, Any], str | None]] = {
    "everybody": ({}, None),
    "by name": ({}, "first_name"),
    "by address": ({}, "email_address"),
    "one address": ({"email_address": ["p7@crowd.test"]}, None),
    "all but one": ({"external_id": ["-crm-1"]}, None),
    "not banned": ({"banned": False}, None),
    "common words": ({"query": "common"}, None),
    "rare words": ({"query": "p77@"}, None),
    "of late": ({"created_at_after": NOON + 5}, None),
    "early": ({"created_at_before": NOON + 5}, None),
}


@pytest.fixture(scope="module")
def crowds() -> dict[int, World]:
    return {size: crowd(size) for size in (200, 2000)}


def looked_at(world: World, wanted: dict[str, Any], order_by: str | None) -> int:
    """How many rows are taken out of the table for a page of ten."""
    listed = user_lists.found(world, wanted, order_by)
    listed[0:10]
    table, taken = world.users, []
    plain = type(table).__getitem__

    class Counting(Table[Any]):
        __slots__ = ()

        def __getitem__(self, id: str) -> Any:
            taken.append(id)
            return plain(self, id)

        def __iter__(self) -> Any:
            raise AssertionError("the whole table was read")

    table.__class__ = Counting
    try:
        user_lists.found(world, wanted, order_by)[0:10]
    finally:
        table.__class__ = Counting.__base__
    return len(taken)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_looks_at_as_many_users_in_a_large_world(crowds: dict[int, World], question: str) -> None:
    """Ten times the users, the same work: nothing is scanned once the orders and texts are made."""
    small, large = (looked_at(crowds[size], *QUESTIONS[question]) for size in (200, 2000))

    assert small == large <= 60


def satisfies(world: World, it: User, wanted: dict[str, Any]) -> bool:
    """What the questions of this file mean, one user at a time."""
    address = world.email_addresses.where(user_id=it.id)[0].email_address
    about = f"{it.id} {address} {it.first_name}".lower()
    return (
        address in wanted.get("email_address", [address])
        and wanted.get("query", "") in about
        and wanted.get("created_at_after", 0) < it.created_at < wanted.get("created_at_before", NOON * 2)
    )


@settings(deadline=None)
@given(st.data())
def test_parts_and_lengths_agree_with_a_scan(crowds: dict[int, World], data: st.DataObject) -> None:
    """Whatever is asked together, in whichever order: pages put together are the list, as long as it says."""
    world = crowds[200]
    wanted: dict[str, Any] = {}
    for question in data.draw(st.lists(st.sampled_from(sorted(QUESTIONS)), max_size=3)):
        wanted |= QUESTIONS[question][0]
    listed = user_lists.found(
        world, wanted, data.draw(st.sampled_from([None, "first_name", "-email_address"]))
    )
    pages = [it for start in range(0, 210, 30) for it in listed[start : start + 30]]
    whole = {it.id for it in world.users if satisfies(world, it, wanted)}

    assert len(whole) == len(listed) == len(pages)
    assert whole == {it.id for it in pages}
