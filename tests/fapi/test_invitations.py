"""Members invite to their organization: who, once, and within its seats; and take invitations back."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.bapi.workshop import INES, MILO, OLGA, SOL, path, person, place, refusal
from tests.fapi.places import LACKING, OUTSIDE, allow, entered
from tests.fapi.test_tickets import APP
from tests.people import SIGN_UPS
from tests.rules.worlds import DAY, attribute, configure

NEW, ROLE = "new@elsewhere.test", {"role": "org:accountant"}


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    return open_world("b2b")


@pytest.fixture
def olga(house: App, world: World) -> Caller:
    return entered(house, world, OLGA)


@pytest.fixture
def where(world: World) -> str:
    return path(world, "/invitations")


def listed(admin: Caller, where: str, **query: object) -> list[str]:
    """The addresses on a list of invitations, which is as long as it says."""
    page = admin.get(where, **query).response
    assert len(page["data"]) == page["total_count"]
    return [it["email_address"] for it in page["data"]]


def mails(world: World, to: str) -> list[str]:
    return [it.kind for it in world.messages.where(to=to)]


def counted(admin: Caller, world: World) -> tuple[int, int]:
    it = admin.get(path(world)).response
    return it["members_count"], it["pending_invitations_count"]


def test_an_invitation_is_made_sent_and_counted(world: World, olga: Caller, where: str) -> None:
    """By mail, in the name of who asks; the link stays in the mail."""
    it = olga.post(where, email_address=" New@Elsewhere.test", **ROLE).response
    (mail,) = world.messages.where(to=NEW)

    assert (NEW, "org:accountant", "Accountant", "pending", None, "Brandt Workshop") == (
        *(it[key] for key in ("email_address", "role", "role_name", "status", "url")),
        it["public_organization_data"]["name"],
    )
    assert ("organization_invitation", True) == (mail.kind, "Brandt Workshop" in mail.subject)
    assert person(world, OLGA) == world.organization_invitations[it["id"]].inviter_user_id
    assert (3, 1) == counted(olga, world)


def test_nobody_is_told_who_shall_not_be(world: World, olga: Caller, where: str) -> None:
    """`notify=false` makes the invitation without a mail."""
    olga.post(where, email_address=NEW, notify="false", **ROLE)
    olga.post(f"{where}/bulk", email_address=["b@x.test", "a@x.test"], notify="false", **ROLE)

    assert [] == [*world.messages]
    assert ["a@x.test", "b@x.test", NEW] == listed(olga, where)


def test_several_at_once_or_nobody(world: World, olga: Caller, where: str) -> None:
    """A plain list comes back; one that is wrong spoils all, and is named."""
    both = olga.post(f"{where}/bulk", email_address=["a@x.test", "b@x.test"], **ROLE)
    before = world.digest()
    again = olga.post(f"{where}/bulk", email_address=["c@x.test", "a@x.test"], **ROLE)
    broken = olga.post(f"{where}/bulk", email_address=["c@x.test", "nobody", "@"], **ROLE)

    assert ["a@x.test", "b@x.test"] == [it["email_address"] for it in both.response]
    assert (400, [("organization_invitation_not_unique", "email_address")]) == refusal(again)
    assert (422, [("form_param_format_invalid", "email_address")]) == refusal(broken)
    assert [["a@x.test"], ["nobody", "@"]] == [
        it.errors[0]["meta"]["email_addresses"] for it in (again, broken)
    ]
    assert before == world.digest()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"email_address": INES}, (400, [("already_a_member_in_organization", "email_address")])),
        ({"email_address": "a@x.test"}, (400, [("organization_invitation_not_unique", "email_address")])),
        ({"email_address": "nobody"}, (422, [("form_param_format_invalid", "email_address")])),
        ({"role": "org:pope"}, (404, [("resource_not_found", "role")])),
        ({"colour": "red"}, (422, [("form_param_unknown", "colour")])),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(
    world: World, olga: Caller, where: str, form: dict[str, str], expected: object
) -> None:
    """Members, invited people, what is no address, unknown roles; by one or in bulk."""
    olga.post(where, email_address="a@x.test", **ROLE)
    before = world.digest()
    wish = {"email_address": NEW} | ROLE | form

    assert expected == refusal(olga.post(where, **wish)) == refusal(olga.post(f"{where}/bulk", **wish))
    assert before == world.digest()


def test_members_are_told_apart_by_address(olga: Caller, where: str) -> None:
    """The text names the address, for cards that show it."""
    refused = olga.post(where, email_address=INES, **ROLE)

    assert INES in refused.errors[0]["long_message"]


def test_an_organization_invites_ten_at_once_and_as_many_as_it_has_seats(
    world: World, olga: Caller, where: str
) -> None:
    """Pending invitations keep seats until they are revoked or expire."""
    eleven = [f"p{number}@x.test" for number in range(11)]
    world.organizations.save(replace(place(world), max_allowed_memberships=5))
    full = (403, [("organization_membership_quota_exceeded", None)])

    assert (400, [("bulk_size_exceeded", None)]) == refusal(
        olga.post(f"{where}/bulk", email_address=eleven, **ROLE)
    )
    assert full == refusal(olga.post(f"{where}/bulk", email_address=eleven[:3], **ROLE))
    made = olga.post(f"{where}/bulk", email_address=eleven[:2], **ROLE).response
    assert full == refusal(olga.post(where, email_address=NEW, **ROLE))
    olga.post(f"{where}/{made[0]['id']}/revoke")
    assert 200 == olga.post(where, email_address=NEW, **ROLE).status_code
    world.clock.advance(30 * DAY)
    assert [] == [it for it in world.organization_invitations if it.expire_at > world.clock.now]


def test_lists_tell_what_became_of_invitations(house: App, world: World, olga: Caller, where: str) -> None:
    """By one status or several, the newest first; the deprecated list has the pending ones as they are."""
    revoked, accepted, kept = (
        olga.post(where, email_address=it, **ROLE).response["id"] for it in ("a@x.test", SOL, NEW)
    )
    olga.post(f"{where}/{revoked}/revoke")
    sol = entered(house, world, SOL)
    sol.post(f"/v1/me/organization_invitations/{accepted}/accept")

    assert [NEW, SOL, "a@x.test"] == listed(olga, where)
    assert [NEW, "a@x.test"] == listed(olga, where, status=["pending", "revoked"])
    assert [SOL] == listed(olga, where, status="accepted")
    assert [] == listed(olga, where, status=["completed", "invalid"])
    assert [SOL] == [it["email_address"] for it in olga.get(where, limit=1, offset=1).response["data"]]
    assert [kept] == [it["id"] for it in olga.get(f"{where}/pending").response]
    assert (400, [("invalid_query_parameter_value", "status")]) == refusal(olga.get(where, status="lost"))


def test_time_ends_an_invitation(house: App, world: World, olga: Caller, where: str) -> None:
    """After thirty days nobody accepts or revokes it, and the address can be invited again."""
    it = olga.post(where, email_address=SOL, **ROLE).response
    world.clock.advance(30 * DAY)
    olga, sol = entered(house, world, OLGA), entered(house, world, SOL)
    late = (404, [("organization_invitation_not_pending", None)])

    assert [SOL] == listed(olga, where, status="expired")
    assert late == refusal(olga.post(f"{where}/{it['id']}/revoke"))
    assert late == refusal(sol.post(f"/v1/me/organization_invitations/{it['id']}/accept"))
    assert (3, 0) == counted(olga, world)
    assert 200 == olga.post(where, email_address=SOL, **ROLE).status_code


def test_only_pending_ones_are_revoked_and_only_ones_own(world: World, olga: Caller, where: str) -> None:
    """Twice is 404, and so is one of another organization."""
    it = olga.post(where, email_address=NEW, **ROLE).response["id"]
    elsewhere = path(world, f"/invitations/{it}/revoke", "duarte-ledgers")
    world.memberships.save(
        replace(
            world.memberships.first(pair=(place(world, "duarte-ledgers").id, person(world, OLGA))),
            role="org:admin",
        )
    )

    assert (404, [("resource_not_found", None)]) == refusal(olga.post(elsewhere))
    assert "revoked" == olga.post(f"{where}/{it}/revoke").response["status"]
    assert (404, [("organization_invitation_not_pending", None)]) == refusal(
        olga.post(f"{where}/{it}/revoke")
    )
    assert (3, 0) == counted(olga, world)


def test_a_newcomer_joins_by_the_link(house: App, world: World, olga: Caller, where: str) -> None:
    """The ticket in the mail signs up and makes a member in the role; who invited is told."""
    olga.patch("/v1/environment", origin=APP)
    olga.post(where, email_address=NEW, **ROLE)
    attribute(world, "password", required=False)
    link = world.messages.where(to=NEW)[-1].link or ""
    browser = house.browser(world)
    done = browser.post(SIGN_UPS, strategy="ticket", ticket=link.partition("ticket=")[2])
    own = world.memberships.where(user_id=person(world, NEW))

    assert "complete" == done.response["status"], done.response
    assert ["org:accountant"] == [it.role for it in own]
    assert ["organization_invitation_accepted"] == mails(world, OLGA)
    assert "Brandt Workshop" in world.messages.where(to=OLGA)[-1].subject
    assert NEW in world.messages.where(to=OLGA)[-1].body


def test_inviting_takes_a_permission_and_membership(
    house: App, world: World, olga: Caller, where: str
) -> None:
    """To read, too; outsiders learn nothing, members may not, unless their role says so."""
    it = olga.post(where, email_address=NEW, **ROLE).response["id"]
    milo, sol = entered(house, world, MILO), entered(house, world, SOL)
    wish = {"email_address": "a@x.test"} | ROLE

    def acts(browser: Caller) -> list[Reply]:
        made = [browser.post(where, **wish), browser.post(f"{where}/bulk", **wish)]
        return [*made, *map(browser.get, (where, f"{where}/pending")), browser.post(f"{where}/{it}/revoke")]

    assert [LACKING] * 5 == [refusal(each) for each in acts(milo)]
    assert [OUTSIDE] * 5 == [refusal(each) for each in acts(sol)]
    allow(world, "org:member", "org:sys_memberships:manage")
    assert [200, 400, 200, 200, 200] == [each.status_code for each in acts(milo)]


def test_where_nobody_has_an_address_nobody_is_invited(world: World, olga: Caller, where: str) -> None:
    """403 while addresses are off."""
    attribute(world, "email_address", enabled=False)
    off = (403, [("invitations_not_supported_in_organization", None)])

    assert off == refusal(olga.post(where, email_address=NEW, **ROLE))
    assert off == refusal(olga.post(f"{where}/bulk", email_address=NEW, **ROLE))


def test_ones_own_invitations(house: App, world: World, olga: Caller, where: str) -> None:
    """Those to any verified address of the user; of others there is nothing to see and nothing to accept."""
    mine = olga.post(where, email_address=SOL, **ROLE).response["id"]
    other = olga.post(where, email_address=NEW, **ROLE).response["id"]
    sol, own = entered(house, world, SOL), "/v1/me/organization_invitations"
    page = sol.get(own, status=["pending", "revoked"]).response
    unknown = (404, [("resource_not_found", None)])

    assert ([mine], 1) == ([it["id"] for it in page["data"]], page["total_count"])
    assert {"id", "name", "slug", "image_url", "has_image"} == set(
        page["data"][0]["public_organization_data"]
    )
    assert unknown == refusal(sol.post(f"{own}/{other}/accept"))
    joined = sol.post(f"{own}/{mine}/accept")
    assert ["org:accountant"] == [
        it["role"] for it in joined.client["sessions"][0]["user"]["organization_memberships"]
    ]
    assert "accepted" == joined.response["status"]
    configure(world, organization_settings__enabled=False)
    assert [] == sol.get(own).response["data"]
