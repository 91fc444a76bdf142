"""Group Organizations of the Backend API, and what browsers see of it at once."""

import pytest

from tests.bapi.workshop import (
    MILO,
    OLGA,
    PLACES,
    SOL,
    done,
    names,
    organization_claim,
    path,
    person,
    place,
    refusal,
)
from tests.people import sign_in
from tests.rules.worlds import configure


def found(server, **fields):
    return done(server.post(PLACES, **({"name": "Sol & Co"} | fields)))


def test_the_founder_is_the_first_member(server, b2b):
    """With the role of creators; the slug follows from the name, counts come only when asked for."""
    sol = person(b2b, SOL)
    it = found(server, created_by=sol, public_metadata={"plan": "free"}, private_metadata={"vip": True})
    members = done(server.get(f"{PLACES}/{it['id']}/memberships"))["data"]

    assert [(sol, "org:admin")] == [(each["public_user_data"]["user_id"], each["role"]) for each in members]
    assert ("sol-co", 50, {"vip": True}) == (
        it["slug"],
        it["max_allowed_memberships"],
        it["private_metadata"],
    )
    assert not {"members_count", "pending_invitations_count"} & it.keys()


def test_an_organization_needs_no_founder(server):
    """Servers found for nobody, at another time, without limit."""
    it = found(server, created_at="2023-11-14T22:13:20Z", max_allowed_memberships=0)

    assert ("organization", 1_700_000_000_000, 0) == (
        it["object"],
        it["created_at"],
        it["max_allowed_memberships"],
    )
    assert [] == names(server.get(f"{PLACES}/{it['id']}/memberships"), "id")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"created_by": "user_nobody"}, (400, [("organization_creator_not_found", "created_by")])),
        ({"slug": "attic"}, (422, [("form_identifier_exists", "slug")])),
        ({"slug": "No Slug"}, (422, [("form_param_format_invalid", "slug")])),
        ({"name": "See https://x.test"}, (422, [("form_param_value_invalid", "name")])),
        ({"name": "x" * 257}, (422, [("form_param_value_invalid", "name")])),
        ({"max_allowed_memberships": -1}, (422, [("form_param_value_invalid", "max_allowed_memberships")])),
        ({"created_at": "soon"}, (422, [("form_param_invalid_time", "created_at")])),
        ({"created_at": "2999-01-01T00:00:00Z"}, (422, [("form_disallow_future_date", "created_at")])),
        ({"colour": "red"}, (422, [("form_param_unknown", "colour")])),
    ],
)
def test_what_cannot_be_founded_is_refused(server, b2b, fields, expected):
    """Clerk's codes with the parameter at fault, and nothing is founded."""
    before = b2b.digest()
    reply = server.post(PLACES, **({"name": "Sol & Co"} | fields))

    assert expected == refusal(reply)
    assert before == b2b.digest()


def test_a_name_is_needed(server):
    """It is the only field that is."""
    assert (422, [("form_param_missing", "name")]) == refusal(server.post(PLACES))


def test_an_organization_is_found_by_id_and_slug(server, b2b):
    """With its counts on demand; an unknown one is a 404."""
    by_id = done(server.get(path(b2b)))
    asked = {"include_members_count": True, "include_missing_member_with_elevated_permissions": True}
    by_slug = done(server.get(f"{PLACES}/brandt-workshop", **asked))

    assert by_id["id"] == by_slug["id"]
    assert "members_count" not in by_id
    assert (3, 0, False) == (
        by_slug["members_count"],
        by_slug["pending_invitations_count"],
        by_slug["missing_member_with_elevated_permissions"],
    )
    assert (404, [("resource_not_found", None)]) == refusal(server.get(f"{PLACES}/org_nowhere"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["attic", "duarte-ledgers", "brandt-workshop"]),
        ({"order_by": "name"}, ["brandt-workshop", "duarte-ledgers", "attic"]),
        ({"order_by": "-members_count", "limit": 1}, ["brandt-workshop"]),
        ({"query": "ATT"}, ["attic"]),
        ({"query": "ledgers"}, ["duarte-ledgers"]),
        ({"limit": 1, "offset": 1}, ["duarte-ledgers"]),
    ],
)
def test_a_list_is_narrowed_and_ordered(server, query, expected):
    """Newest first, parts of names and slugs, pages."""
    assert expected == names(server.get(PLACES, **query))


def test_a_list_goes_by_members_and_ids(server, b2b):
    """Plus includes, minus excludes, unknown ids count for nothing."""
    olga, milo = person(b2b, OLGA), person(b2b, MILO)
    attic = place(b2b, "attic").id

    assert ["duarte-ledgers", "brandt-workshop"] == names(server.get(PLACES, user_id=olga))
    assert ["duarte-ledgers"] == names(server.get(PLACES, user_id=[f"+{olga}", f"-{milo}"]))
    assert ["duarte-ledgers"] == names(server.get(PLACES, user_id=[f"-{milo}"]))
    assert ["attic"] == names(server.get(PLACES, organization_id=[attic, "org_nowhere"]))
    assert ["attic"] == names(server.get(PLACES, query=attic))
    assert ["duarte-ledgers", "brandt-workshop"] == names(server.get(PLACES, organization_id=[f"-{attic}"]))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"order_by": "colour"}, (400, [("invalid_query_parameter_value", "order_by")])),
        ({"limit": 501}, (400, [("invalid_query_parameter_value", "limit")])),
        ({"user_id": ["user_x"] * 101}, (422, [("form_param_array_size_exceeded", "user_id")])),
    ],
)
def test_a_query_that_cannot_be_is_refused(server, query, code):
    """Unknown orders, pages out of range, too many values."""
    assert code == refusal(server.get(PLACES, **query))


def test_changes_show_in_the_browser(server, visitor, b2b):
    """Name, slug and metadata are there at the next read."""
    sign_in(visitor, OLGA)
    changed = done(
        server.patch(path(b2b), name="Brandt & Daughters", slug="brandt", public_metadata={"tier": 2})
    )
    seen = visitor.get(f"{PLACES}/brandt").response

    assert ("Brandt & Daughters", "brandt", {"tier": 2}) == (
        seen["name"],
        seen["slug"],
        seen["public_metadata"],
    )
    assert changed["updated_at"] == seen["updated_at"]


def test_null_changes_nothing(server, b2b):
    """As little as what is left out."""
    before = done(server.get(path(b2b)))
    nothing = {"name": None, "slug": None, "max_allowed_memberships": None, "admin_delete_enabled": None}
    after = done(server.patch(path(b2b), **nothing))

    assert before == after | {"updated_at": before["updated_at"]}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"slug": "attic"}, (422, [("form_identifier_exists", "slug")])),
        ({"slug": "-"}, (422, [("form_param_format_invalid", "slug")])),
        ({"name": ""}, (422, [("form_param_value_invalid", "name")])),
        ({"public_metadata": []}, (422, [("form_param_type_invalid", "public_metadata")])),
        ({"members": 1}, (422, [("form_param_unknown", "members")])),
    ],
)
def test_what_cannot_be_changed_is_refused(server, b2b, fields, expected):
    """And nothing is changed."""
    before = b2b.digest()

    assert expected == refusal(server.patch(path(b2b), **fields))
    assert before == b2b.digest()


def test_metadata_merges_or_is_replaced(server, b2b):
    """PATCH merges deeply and null takes away; PUT replaces the given kinds and leaves the others."""
    where = path(b2b, "/metadata")
    done(server.patch(where, public_metadata={"a": {"b": 1, "c": 2}}, private_metadata={"x": 1}))
    merged = done(server.patch(where, public_metadata={"a": {"b": None, "d": 3}}))
    replaced = done(server.put(where, public_metadata={"only": True}))

    assert {"a": {"c": 2, "d": 3}} == merged["public_metadata"]
    assert ({"only": True}, {"x": 1}) == (replaced["public_metadata"], replaced["private_metadata"])


def test_a_deleted_organization_is_gone_from_sessions(server, visitor, b2b):
    """With members, invitations and domains; the next token tells nothing of it."""
    sign_in(visitor, OLGA)
    session = visitor.get("/v1/client").response["last_active_session_id"]
    visitor.post(f"/v1/client/sessions/{session}/touch", active_organization_id=place(b2b).id)
    done(server.post(path(b2b, "/invitations"), email_address="new@x.test", role="org:member"))
    before, where = organization_claim(visitor), path(b2b)
    gone = done(server.delete(where))

    assert place_of(before) == gone["id"]
    assert ("organization", "brandt-workshop", True) == (gone["object"], gone["slug"], gone["deleted"])
    assert organization_claim(visitor) is None
    assert [] == names(server.get("/v1/organization_invitations"), "id")
    assert (404, [("resource_not_found", None)]) == refusal(server.get(where))


def place_of(claim):
    return None if claim is None else claim["id"]


def test_where_everybody_needs_one_the_session_waits(server, visitor, b2b):
    """Without the organization there is a task: to choose another one."""
    configure(b2b, organization_settings__force_organization_selection=True)
    sign_in(visitor, OLGA)
    session = visitor.get("/v1/client").response["last_active_session_id"]
    visitor.post(f"/v1/client/sessions/{session}/touch", active_organization_id=place(b2b).id)
    done(server.delete(path(b2b)))
    (seen,) = visitor.get("/v1/client").response["sessions"]

    assert ("pending", [{"key": "choose-organization"}]) == (seen["status"], seen["tasks"])


def test_where_organizations_are_off_nothing_is_told(server, b2b):
    """Every operation of organizations is refused alike."""
    where = path(b2b)
    configure(b2b, organization_settings__enabled=False)
    off = (403, [("organization_not_enabled_in_instance", None)])

    assert off == refusal(server.get(PLACES)) == refusal(server.get(where))
    assert off == refusal(server.post(PLACES, name="Acme")) == refusal(server.delete(where))
    for rest in ("memberships", "invitations", "roles", "permissions", "domains"):
        assert off == refusal(server.get(f"/v1/organization_{rest}"))
