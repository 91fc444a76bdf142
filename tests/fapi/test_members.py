"""Tags Members and Roles, and leaving: lists, adding, roles, removal, and what tokens tell afterwards."""

from collections.abc import Callable

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.bapi.workshop import INES, MILO, OLGA, SOL, organization_claim, path, person, place, refusal
from tests.fapi.places import OUTSIDE, entered
from tests.rules.worlds import configure

MINE = "/v1/me/organization_memberships"
LAST = (400, [("organization_minimum_permissions_needed", None)])


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    return open_world("b2b")


@pytest.fixture
def olga(house: App, world: World) -> Caller:
    """The workshop's admin, at work there."""
    return entered(house, world, OLGA, "brandt-workshop")


def at(world: World, address: str) -> str:
    """The path of a membership in the workshop."""
    return path(world, f"/memberships/{person(world, address)}")


def who(reply: Reply) -> list[str]:
    """The addresses of the members in a list of either shape."""
    found = reply.response
    return [
        it["public_user_data"]["identifier"] for it in (found if isinstance(found, list) else found["data"])
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [INES, MILO, OLGA]),
        ({"limit": 1, "offset": 1}, [MILO]),
        ({"role": ["org:member", "org:admin"]}, [MILO, OLGA]),
        ({"role": "org:accountant"}, [INES]),
        ({"role": "org:nobody"}, []),
        ({"query": "LEDGER"}, [INES]),
        ({"query": "pet"}, [MILO]),
        ({"query": "workshop", "role": "org:admin"}, [OLGA]),
        ({"query": "nobody like that"}, []),
    ],
)
def test_members_are_found(world: World, olga: Caller, query: dict, expected: list[str]) -> None:
    """By a part of name or address, by roles, page by page; as a list or with how many there are."""
    plain = olga.get(path(world, "/memberships"), **query)
    pages = olga.get(path(world, "/memberships"), paginated="true", **query)
    whole = 3 if query in ({}, {"limit": 1, "offset": 1}) else len(expected)

    assert expected == who(plain) == who(pages)
    assert isinstance(plain.response, list)
    assert whole == pages.response["total_count"]


def test_a_member_is_added(house: App, world: World, olga: Caller) -> None:
    """At once, for both; the counts follow."""
    sol = entered(house, world, SOL)
    done = olga.post(path(world, "/memberships"), user_id=person(world, SOL), role="org:accountant")
    (theirs,) = sol.get("/v1/client").response["sessions"][0]["user"]["organization_memberships"]

    assert ("org:accountant", SOL) == (
        done.response["role"],
        done.response["public_user_data"]["identifier"],
    )
    assert (done.response["id"], 4) == (theirs["id"], theirs["organization"]["members_count"])
    assert (
        4
        == olga.get(path(world)).response["members_count"]
        == len(who(olga.get(path(world, "/memberships"))))
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"user_id": MILO, "role": "org:member"}, (400, [("already_a_member_in_organization", None)])),
        ({"user_id": SOL, "role": "org:boss"}, (404, [("resource_not_found", "role")])),
        ({"user_id": "nobody", "role": "org:member"}, (404, [("resource_not_found", "user_id")])),
        ({"user_id": SOL}, (422, [("form_param_missing", "role")])),
        ({"role": "org:member"}, (422, [("form_param_missing", "user_id")])),
    ],
)
def test_who_cannot_be_added(world: World, olga: Caller, form: dict, expected: object) -> None:
    """Members, strangers, unknown roles, half a form: nobody joins."""
    if "@" in form.get("user_id", ""):
        form = form | {"user_id": person(world, form["user_id"])}
    before = world.digest()

    assert expected == refusal(olga.post(path(world, "/memberships"), **form))
    assert before == world.digest()


def test_a_promised_seat_is_taken(house: App, world: World, olga: Caller) -> None:
    """Pending invitations count against the limit; when one is taken back, its seat is free."""
    server, form = house.backend(world), {"user_id": person(world, SOL), "role": "org:member"}
    server.patch(path(world), max_allowed_memberships=4)
    it = server.post(path(world, "/invitations"), email_address="new@x.test", role="org:member").json()
    seen = olga.get(path(world)).response

    assert (3, 1, 4) == (
        seen["members_count"],
        seen["pending_invitations_count"],
        seen["max_allowed_memberships"],
    )
    assert (403, [("organization_membership_quota_exceeded", None)]) == refusal(
        olga.post(path(world, "/memberships"), **form)
    )

    server.post(path(world, f"/invitations/{it['id']}/revoke"))

    assert 200 == olga.post(path(world, "/memberships"), **form).status_code


def test_a_role_that_was_taken_is_in_no_token(house: App, world: World, olga: Caller) -> None:
    """The next token has the new one; who was removed is back in the personal account."""
    ines = entered(house, world, INES, "brandt-workshop")
    roles = [organization_claim(ines)["rol"]]
    changed = olga.patch(at(world, INES), role="basic_member").response
    roles.append(organization_claim(ines)["rol"])
    removed = olga.delete(at(world, INES)).response

    assert ["accountant", "member"] == roles
    assert ("org:member", "Member") == (changed["role"], changed["role_name"])
    assert changed["id"] == removed["id"]
    assert organization_claim(ines) is None
    assert None is ines.get("/v1/client").response["sessions"][0]["last_active_organization_id"]
    assert OUTSIDE == refusal(ines.get(path(world)))


def test_the_last_manager_stays_one(house: App, world: World, olga: Caller) -> None:
    """Neither demoted, nor removed, nor gone by herself; once there is another, all of it works."""
    before = world.digest()

    assert [LAST] * 3 == [
        refusal(olga.patch(at(world, OLGA), role="org:member")),
        refusal(olga.delete(at(world, OLGA))),
        refusal(olga.delete(f"{MINE}/{place(world).id}")),
    ]
    assert before == world.digest()

    olga.patch(at(world, MILO), role="org:admin")
    left = olga.delete(f"{MINE}/{place(world).id}")

    assert (200, "organization_membership", True) == (
        left.status_code,
        left.response["object"],
        left.response["deleted"],
    )
    assert ["Duarte Ledgers"] == [
        it["organization"]["name"] for it in left.client["sessions"][0]["user"]["organization_memberships"]
    ]
    assert organization_claim(olga) is None
    assert OUTSIDE == refusal(olga.delete(f"{MINE}/{place(world).id}"))


def test_nobody_is_left_without_an_organization(house: App, world: World) -> None:
    """Where everybody must belong to one, it is neither left nor deleted; who loses it must choose again."""
    configure(world, organization_settings__force_organization_selection=True)
    olga, milo = entered(house, world, OLGA), entered(house, world, MILO)
    attic = place(world, "attic").id
    olga.delete(at(world, MILO))
    before = world.digest()

    assert [(422, [("personal_accounts_not_allowed", None)])] * 3 == [
        refusal(milo.delete(f"{MINE}/{attic}")),
        refusal(milo.delete(f"/v1/organizations/{attic}")),
        refusal(milo.delete(f"/v1/organizations/{attic}/memberships/{person(world, MILO)}")),
    ]
    assert before == world.digest()

    house.backend(world).delete(f"/v1/organizations/{attic}")
    (session,) = milo.get("/v1/client").response["sessions"]

    assert ("pending", [{"key": "choose-organization"}]) == (session["status"], session["tasks"])


def test_roles_to_choose_from(house: App, world: World) -> None:
    """Every member sees them, with what they allow; a page at a time."""
    milo = entered(house, world, MILO)
    found = milo.get(path(world, "/roles")).response
    accountant, admin = (
        next(it for it in found["data"] if it["key"] == key) for key in ("org:accountant", "org:admin")
    )
    page = milo.get(path(world, "/roles"), limit=1, offset=1).response

    assert 3 == found["total_count"] == page["total_count"]
    assert found["data"][1:2] == page["data"]
    assert (False, True) == (accountant["is_creator_eligible"], admin["is_creator_eligible"])
    assert {"org:invoices:read": "user", "org:sys_memberships:read": "system"}.items() <= {
        it["key"]: it["type"] for it in accountant["permissions"]
    }.items()
