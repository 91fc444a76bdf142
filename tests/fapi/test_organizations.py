"""Organizations through the door, as far as choosing one needs them; and roles in tokens of version 1."""

import jwt
import pytest

from mockfapi.rules import organization_invitations
from tests.people import SESSIONS, codes, session_of

SIGN_INS = "/v1/client/sign_ins"
ORGANIZATIONS = "/v1/organizations"
MEMBERSHIPS = "/v1/me/organization_memberships"
UMA, UMAS = "uma@harbour.test", "anchor-chain-in-fog"
HUGO, HUGOS = "hugo@harbour.test", "pilot-boat-at-dawn"


def signed_in(house, world, email, password):
    """A browser and its session id."""
    browser = house.browser(world)
    reply = browser.post(SIGN_INS, identifier=email, strategy="password", password=password)
    return browser, session_of(reply)


@pytest.fixture
def world(open_world):
    return open_world("session_tasks")


@pytest.fixture
def uma(house, world):
    return signed_in(house, world, UMA, UMAS)


@pytest.fixture
def hugo(house, world):
    return signed_in(house, world, HUGO, HUGOS)


def claims(reply):
    token = reply.response["last_active_token"]["jwt"]
    return jwt.decode(token, options={"verify_signature": False})


def test_the_task_ends_with_a_new_organization(uma):
    """Created while pending; a touch chooses it, and the session is active with the right claims."""
    browser, session = uma
    before = browser.get("/v1/client").response["sessions"][0]
    created = browser.post(ORGANIZATIONS, name="Harbour Master", slug="harbour")
    still = created.client["sessions"][0]
    chosen = browser.post(
        f"{SESSIONS}/{session}/touch", active_organization_id=created.response["id"], intent="select_org"
    )

    assert ("pending", [{"key": "choose-organization"}]) == (before["status"], before["tasks"])
    assert ("pending", None) == (still["status"], still["last_active_organization_id"])
    assert [created.response["id"]] == [
        it["organization"]["id"] for it in still["user"]["organization_memberships"]
    ]
    assert ("active", "active", "admin") == (
        chosen.response["status"],
        claims(chosen)["sts"],
        claims(chosen)["o"]["rol"],
    )
    assert "tasks" not in chosen.response


def test_who_is_in_one_begins_with_it(hugo):
    """No task for those who belong somewhere: the newest organization is active."""
    browser, session = hugo
    it = browser.get(f"{SESSIONS}/{session}").response

    assert ("active", "Pilots") == (
        it["status"],
        next(
            each["organization"]["name"]
            for each in it["user"]["organization_memberships"]
            if each["organization"]["id"] == it["last_active_organization_id"]
        ),
    )


def test_a_new_organization_in_full(hugo, world):
    """With its limits, its one member, and a slug of its own; the session stays where it was."""
    browser, session = hugo
    before = browser.get(f"{SESSIONS}/{session}").response["last_active_organization_id"]
    it = browser.post(ORGANIZATIONS, name="Tug Boats").response
    read = browser.get(f"{ORGANIZATIONS}/{it['id']}").response

    assert ("Tug Boats", "tug-boats", 1, 0, 50) == tuple(
        it[key]
        for key in (
            "name",
            "slug",
            "members_count",
            "pending_invitations_count",
            "max_allowed_memberships",
        )
    )
    assert it == read
    assert before == browser.get(f"{SESSIONS}/{session}").response["last_active_organization_id"]


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        ({}, ("form_param_missing", "name")),
        ({"slug": "x"}, ("form_param_missing", "name")),
        ({"name": "http://evil.test"}, ("form_param_value_invalid", "name")),
        ({"name": "Ok", "slug": "Not Ok"}, ("form_param_format_invalid", "slug")),
        ({"name": "Ok", "slug": "docks"}, ("form_already_exists", "slug")),
        ({"name": "Ok", "colour": "red"}, ("form_param_unknown", "colour")),
    ],
)
def test_what_a_form_may_not_say(hugo, world, form, refusal):
    """422 at its field, and no organization."""
    before = world.digest()
    reply = hugo[0].post(ORGANIZATIONS, **form)

    assert (422, [refusal]) == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_outsiders_see_no_organization(uma, world):
    """404, whether there is one or not."""
    docks = world.organizations.first(slug="docks")
    replies = [uma[0].get(f"{ORGANIZATIONS}/{it}") for it in (docks.id, "org_none")]

    assert [(404, [("organization_not_found_or_unauthorized", None)])] * 2 == [
        (it.status_code, codes(it)) for it in replies
    ]


def test_memberships_come_as_a_list_or_as_pages(hugo):
    """`paginated=true` asks for pages; limit and offset count in both."""
    browser, _ = hugo
    page = browser.get(MEMBERSHIPS, paginated="true", limit=1, offset=1).response
    plain = browser.get(MEMBERSHIPS).response

    assert (["The Docks"], 2) == ([it["organization"]["name"] for it in page["data"]], page["total_count"])
    assert ["Pilots", "The Docks"] == [it["organization"]["name"] for it in plain]
    assert plain == browser.get(MEMBERSHIPS, paginated="false").response


def test_an_invitation_is_accepted_from_the_inside(uma, hugo, world):
    """It is listed for its address, and accepting it makes the organization one of those to choose."""
    browser, session = uma
    docks = world.organizations.first(slug="docks")
    organization_invitations.create(world, docks, UMA, "org:member")
    found = browser.get("/v1/me/organization_invitations", status="pending").response
    id = found["data"][0]["id"]
    accepted = browser.post(f"/v1/me/organization_invitations/{id}/accept")
    theirs = hugo[0].post(f"/v1/me/organization_invitations/{id}/accept")
    chosen = browser.post(f"{SESSIONS}/{session}/touch", active_organization_id="docks")

    assert (1, "The Docks") == (
        found["total_count"],
        found["data"][0]["public_organization_data"]["name"],
    )
    assert ("accepted", "org:member") == (accepted.response["status"], accepted.response["role"])
    assert 404 == theirs.status_code
    assert "active" == chosen.response["status"]
    assert 0 == browser.get("/v1/me/organization_invitations", status="pending").response["total_count"]


def test_nothing_suggests_anything_yet(uma):
    """An empty page."""
    found = uma[0].get("/v1/me/organization_suggestions", status=["pending", "accepted"]).response

    assert {"data": [], "total_count": 0} == found


@pytest.mark.parametrize(
    ("email", "password", "role", "permissions"),
    [
        ("nora@gazette.test", "hot-metal-type-1886", "org:admin", ["org:posts:manage"]),
        ("emil@gazette.test", "galley-proof-in-blue", "org:editor", ["org:posts:read", "org:posts:write"]),
        ("vida@gazette.test", "reading-room-at-noon", "org:viewer", []),
        ("piet@elsewhere.test", "letters-to-the-editor", None, None),
    ],
)
def test_custom_roles_stand_in_tokens_of_version_1(open_world, house, email, password, role, permissions):
    """Keys with their prefix, permissions without the system's; nothing for a personal account."""
    world = open_world("custom_roles", name="roles")
    browser, session = signed_in(house, world, email, password)
    inside = claims(browser.get(f"{SESSIONS}/{session}"))

    assert "v" not in inside
    assert (role, permissions) == (inside.get("org_role"), inside.get("org_permissions"))
