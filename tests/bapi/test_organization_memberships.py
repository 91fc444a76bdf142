"""Group OrganizationMemberships of the Backend API, and what tokens and browsers tell of it."""

import pytest

from tests.bapi.workshop import (
    INES,
    MILO,
    OLGA,
    SOL,
    done,
    organization_claim,
    path,
    person,
    place,
    refusal,
)
from tests.people import sign_in
from tests.rules.worlds import configure


def member(server, b2b, address, slug="brandt-workshop"):
    return path(b2b, f"/memberships/{person(b2b, address)}", slug)


def users(reply):
    return [it["public_user_data"]["identifier"] for it in done(reply)["data"]]


@pytest.fixture
def milo_here(visitor, b2b):
    """Milo is signed in and acts for the workshop."""
    visitor.post("/v1/client/sign_ins", identifier=MILO, strategy="password", password="dovetail-joint-34")
    session = visitor.get("/v1/client").response["last_active_session_id"]
    visitor.post(f"/v1/client/sessions/{session}/touch", active_organization_id=place(b2b).id)
    return visitor


def test_a_new_member_belongs_at_once(server, visitor, b2b):
    """With metadata of the membership; the user's own list has it."""
    sign_in(visitor, OLGA)
    olga = person(b2b, OLGA)
    more = {"public_metadata": {"desk": 3}, "private_metadata": {"pay": 1}}
    made = done(server.post(path(b2b, "/memberships", "attic"), user_id=olga, role="org:accountant", **more))
    seen = visitor.get("/v1/me/organization_memberships").response
    mine = next(it for it in seen if it["id"] == made["id"])

    assert ("org:accountant", "Accountant", {"desk": 3}) == (
        mine["role"],
        mine["role_name"],
        mine["public_metadata"],
    )
    assert ({"pay": 1}, "The Attic", False) == (
        made["private_metadata"],
        made["organization"]["name"],
        made["public_user_data"]["banned"],
    )
    assert ["org:invoices:manage", "org:invoices:read", "org:sys_memberships:read"] == made["permissions"]


def test_who_cannot_join_is_refused(server, b2b):
    """Members, strangers, unknown roles; nobody joins."""
    where, sol = path(b2b, "/memberships"), person(b2b, SOL)
    before = b2b.digest()

    assert (400, [("already_a_member_in_organization", None)]) == refusal(
        server.post(where, user_id=person(b2b, MILO), role="org:member")
    )
    assert (404, [("resource_not_found", "user_id")]) == refusal(
        server.post(where, user_id="user_nobody", role="org:member")
    )
    assert (404, [("resource_not_found", "role")]) == refusal(
        server.post(where, user_id=sol, role="org:boss")
    )
    assert (422, [("form_param_missing", "role")]) == refusal(server.post(where, user_id=sol))
    assert before == b2b.digest()


def test_pending_invitations_hold_seats(server, b2b):
    """A seat that is promised is taken, for members and for further invitations, until it is given up."""
    where, sol = path(b2b), person(b2b, SOL)
    full = (403, [("organization_membership_quota_exceeded", None)])
    done(server.patch(where, max_allowed_memberships=4))
    it = done(server.post(f"{where}/invitations", email_address="new@x.test", role="org:member"))
    joining = {"user_id": sol, "role": "org:member"}

    assert full == refusal(server.post(f"{where}/memberships", **joining))
    assert full == refusal(
        server.post(f"{where}/invitations", email_address="other@x.test", role="org:member")
    )

    done(server.post(f"{where}/invitations/{it['id']}/revoke"))

    assert 200 == server.post(f"{where}/memberships", **joining).status_code


def test_another_role_is_in_the_next_token(server, milo_here, b2b):
    """And in the browser's client; the permissions follow."""
    before = organization_claim(milo_here)
    done(server.patch(member(server, b2b, MILO), role="org:accountant"))
    after = organization_claim(milo_here)
    (membership,) = [
        it
        for it in milo_here.get("/v1/me").response["organization_memberships"]
        if it["organization"]["slug"] == "brandt-workshop"
    ]

    assert ("member", "accountant") == (before["rol"], after["rol"])
    assert "manage,read" == after["per"]
    assert "org:accountant" == membership["role"]


def test_a_removed_member_acts_for_nobody(server, milo_here, b2b):
    """The answer is the membership; the next token has no organization."""
    gone = done(server.delete(member(server, b2b, MILO)))

    assert ("organization_membership", "org:member") == (gone["object"], gone["role"])
    assert organization_claim(milo_here) is None
    assert (404, [("resource_not_found", None)]) == refusal(server.delete(member(server, b2b, MILO)))


def test_the_last_manager_stays(server, b2b):
    """Neither removed nor demoted, until there is another one."""
    olga = member(server, b2b, OLGA)
    last = (400, [("organization_minimum_permissions_needed", None)])
    before = b2b.digest()

    assert last == refusal(server.delete(olga)) == refusal(server.patch(olga, role="org:member"))
    assert before == b2b.digest()

    done(server.patch(member(server, b2b, INES), role="org:admin"))

    assert "org:member" == done(server.patch(olga, role="org:member"))["role"]
    assert 200 == server.delete(olga).status_code


def test_metadata_of_members_merges(server, b2b):
    """Deeply; null takes a key away."""
    where = member(server, b2b, MILO) + "/metadata"
    done(server.patch(where, public_metadata={"a": {"b": 1}}, private_metadata={"x": 1}))
    it = done(server.patch(where, public_metadata={"a": {"b": None, "c": 2}}))

    assert ({"a": {"c": 2}}, {"x": 1}) == (it["public_metadata"], it["private_metadata"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [INES, MILO, OLGA]),
        ({"order_by": "first_name"}, [INES, MILO, OLGA]),
        ({"order_by": "-email_address"}, [OLGA, MILO, INES]),
        ({"role": ["org:admin", "org:nothing"]}, [OLGA]),
        ({"email_address": [MILO, "nobody@x.test"]}, [MILO]),
        ({"query": "BRANDT"}, [OLGA]),
        ({"query": "workshop.test"}, [MILO, OLGA]),
        ({"email_address_query": "ledger"}, [INES]),
        ({"name_query": "o P"}, [MILO]),
        ({"username_query": "o"}, []),
        ({"phone_number": ["+12025550100"]}, []),
        ({"created_at_after": 0, "created_at_before": 1}, []),
        ({"last_active_at_before": 2**50}, []),
        ({"limit": 1, "offset": 1}, [MILO]),
    ],
)
def test_members_are_found(server, b2b, query, expected):
    """By who they are, role and times; newest first, in pages."""
    assert expected == users(server.get(path(b2b, "/memberships"), **query))


def test_members_are_found_by_id(server, b2b):
    """Plus includes, minus excludes."""
    where, milo = path(b2b, "/memberships"), person(b2b, MILO)

    assert [MILO] == users(server.get(where, user_id=[f"+{milo}", "user_nobody"]))
    assert [INES, OLGA] == users(server.get(where, user_id=[f"-{milo}"]))


def test_activity_narrows_the_list(server, milo_here, b2b):
    """Who was seen after a moment."""
    assert [MILO] == users(server.get(path(b2b, "/memberships"), last_active_at_after=1))


def test_all_members_are_listed_across_organizations(server):
    """The newest first; how many there are is told."""
    reply = server.get("/v1/organization_memberships", limit=2, order_by="-created_at")

    assert (6, 2) == (done(reply)["total_count"], len(done(reply)["data"]))
    assert (400, [("invalid_query_parameter_value", "order_by")]) == refusal(
        server.get("/v1/organization_memberships", order_by="role")
    )


def test_deleted_users_vanish_from_organizations(server, b2b):
    """Even the last manager: accounts end whatever they manage."""
    done(server.delete(f"/v1/users/{person(b2b, OLGA)}"))
    it = done(
        server.get(
            path(b2b), include_members_count=True, include_missing_member_with_elevated_permissions=True
        )
    )

    assert (2, True) == (it["members_count"], it["missing_member_with_elevated_permissions"])
    assert "org:member" == done(server.patch(member(server, b2b, INES), role="org:member"))["role"]


def test_strangers_are_unknown(server, b2b):
    """Who is no member, and organizations that are not there."""
    unknown = (404, [("resource_not_found", None)])

    assert unknown == refusal(server.patch(member(server, b2b, SOL), role="org:member"))
    assert unknown == refusal(server.patch(member(server, b2b, SOL) + "/metadata", public_metadata={}))
    assert unknown == refusal(server.get("/v1/organizations/org_x/memberships"))


def test_where_everybody_needs_one_a_removed_member_must_choose(server, milo_here, b2b):
    """The session waits with a task."""
    configure(b2b, organization_settings__force_organization_selection=True)
    done(server.delete(member(server, b2b, MILO)))
    (seen,) = milo_here.get("/v1/client").response["sessions"]

    assert ("pending", [{"key": "choose-organization"}]) == (seen["status"], seen["tasks"])


def test_memberships_of_a_user(server, b2b):
    """The newest first; refused where there are no organizations."""
    where = f"/v1/users/{person(b2b, OLGA)}/organization_memberships"

    assert ["duarte-ledgers", "brandt-workshop"] == [
        it["organization"]["slug"] for it in done(server.get(where))["data"]
    ]

    configure(b2b, organization_settings__enabled=False)

    assert (403, [("organization_not_enabled_in_instance", None)]) == refusal(server.get(where))
