"""Group RoleSets of the Backend API, the sets of organizations, and what members and tokens tell then."""

import pytest

import mockfapi
from mockfapi.rules import fault_presets, faults
from tests.bapi.workshop import (
    INES,
    MILO,
    OLGA,
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

SETS, ROLES = "/v1/role_sets", "/v1/organization_roles"
SETTINGS = "/v1/instance/organization_settings"
LEDGERS = {
    "name": "Ledgers",
    "key": "role_set:ledgers",
    "description": "Those who keep the books.",
    "roles": ["org:admin", "org:accountant"],
    "default_role_key": "org:accountant",
    "creator_role_key": "org:admin",
}


@pytest.fixture
def ledgers(server):
    return done(server.post(SETS, **LEDGERS))


def keys(it):
    return [each["key"] for each in it["roles"]]


def test_every_instance_has_the_initial_set(server, b2b):
    """It holds all roles, is that of all organizations, and counts who has which role."""
    (it,) = done(server.get(SETS))["data"]
    counts = {each["key"]: (each["members_count"], each["has_members"]) for each in it["roles"]}

    assert ("role_set", "role_set:default", "initial", None) == (
        it["object"],
        it["key"],
        it["type"],
        it["role_set_migration"],
    )
    assert {"org:admin": (3, True), "org:member": (2, True), "org:accountant": (1, True)} == counts
    assert ("org:member", "org:admin") == (it["default_role"]["key"], it["creator_role"]["key"])
    assert {"role_set:default"} == {
        each["role_set_key"] for each in done(server.get("/v1/organizations"))["data"]
    }
    assert (3, "role_set:default") == (
        done(server.get(SETTINGS))["max_role_sets_allowed"],
        done(server.get(SETTINGS))["initial_role_set_key"],
    )


def test_a_set_is_made_found_and_changed(server, ledgers):
    """By its key and by its id."""
    by_key, by_id = (done(server.get(f"{SETS}/{ledgers[name]}")) for name in ("key", "id"))
    changed = done(
        server.patch(f"{SETS}/{ledgers['id']}", name="Books", key="role_set:books", description=None)
    )

    assert ledgers == by_key == by_id
    assert ("custom", "Those who keep the books.", ["org:admin", "org:accountant"]) == (
        ledgers["type"],
        ledgers["description"],
        keys(ledgers),
    )
    assert ("Books", "role_set:books", ledgers["description"]) == (
        changed["name"],
        changed["key"],
        changed["description"],
    )
    assert (404, [("resource_not_found", None)]) == refusal(server.get(f"{SETS}/role_set:ledgers"))


def test_an_organization_of_a_set_has_its_roles_only(server, visitor, ledgers, b2b):
    """Founded with it: for servers, for members, in the list that members choose from."""
    made = done(
        server.post(
            "/v1/organizations", name="Books", created_by=person(b2b, OLGA), role_set_key="role_set:ledgers"
        )
    )
    home = f"/v1/organizations/{made['id']}"
    sign_in(visitor, OLGA)
    listed = visitor.get(f"{home}/roles").response
    unknown = (404, [("resource_not_found", "role")])
    milo = {"user_id": person(b2b, MILO), "role": "org:member"}

    assert "role_set:ledgers" == made["role_set_key"]
    assert ["org:accountant", "org:admin"] == [it["key"] for it in listed["data"]]
    assert (2, False) == (listed["total_count"], listed["has_role_set_migration"])
    assert unknown == refusal(server.post(f"{home}/memberships", **milo))
    assert unknown == refusal(visitor.post(f"{home}/memberships", **milo))
    assert unknown == refusal(
        visitor.post(f"{home}/invitations", email_address="n@x.test", role="org:member")
    )
    assert unknown == refusal(
        visitor.post(f"{home}/invitations/bulk", email_address=["n@x.test"], role="org:member")
    )

    done(visitor.post(f"{home}/memberships", **{**milo, "role": "org:accountant"}))

    assert unknown == refusal(visitor.patch(f"{home}/memberships/{milo['user_id']}", role="org:member"))


def test_an_organization_changes_its_set_if_its_people_fit(server, ledgers, b2b):
    """Else the refusal names the roles that are in the way."""
    refused = server.patch(path(b2b), role_set_key="role_set:ledgers")
    before = b2b.digest()

    assert (422, [("form_param_value_invalid", "role_set_key")]) == refusal(refused)
    assert "org:member" in refused.errors[0]["long_message"]
    assert (404, [("resource_not_found", "role_set_key")]) == refusal(
        server.patch(path(b2b), role_set_key="role_set:gone")
    )
    assert (404, [("resource_not_found", "role_set_key")]) == refusal(
        server.post("/v1/organizations", name="Books", role_set_key="role_set:gone")
    )
    assert before == b2b.digest()

    done(server.patch(path(b2b, f"/memberships/{person(b2b, MILO)}"), role="org:accountant"))
    changed = done(server.patch(path(b2b), role_set_key="role_set:ledgers"))

    assert "role_set:ledgers" == changed["role_set_key"]
    assert (
        "role_set:ledgers" == done(server.patch(path(b2b), name="Works", role_set_key=None))["role_set_key"]
    )


def test_reassigned_members_have_their_role_in_the_next_token(server, visitor, b2b):
    """A role is replaced in the set, and everybody who had it has another one."""
    sign_in(visitor, INES)
    session = visitor.get("/v1/client").response["last_active_session_id"]
    visitor.post(f"/v1/client/sessions/{session}/touch", active_organization_id=place(b2b).id)
    before = organization_claim(visitor)["rol"]
    given = {"role_key": "org:accountant", "to_role_key": "org:member"}
    changed = done(server.post(f"{SETS}/role_set:default/roles/replace", **given))

    assert ("accountant", "member") == (before, organization_claim(visitor)["rol"])
    assert ["org:admin", "org:member"] == keys(changed)
    assert "org:accountant" not in names(server.get(path(b2b, "/memberships")), "role")


def test_a_set_takes_roles_in(server, ledgers):
    """One of them may become the default role."""
    given = {"role_keys": ["org:member"], "default_role_key": "org:member"}
    grown = done(server.post(f"{SETS}/role_set:ledgers/roles", **given))

    assert ["org:admin", "org:accountant", "org:member"] == keys(grown)
    assert "org:member" == grown["default_role"]["key"]


def test_a_set_is_replaced_by_another(server, ledgers, b2b):
    """With what becomes of roles that the other one lacks; the initial set passes that on."""
    where, mappings = f"{SETS}/role_set:default/replace", {"org:member": "org:accountant"}
    bare = refusal(server.post(where, dest_role_set_key="role_set:ledgers"))
    initial = done(server.get(f"{SETS}/role_set:default"))
    gone = done(server.post(where, dest_role_set_key="role_set:ledgers", reassignment_mappings=mappings))

    assert (422, [("form_param_value_invalid", "reassignment_mappings")]) == bare
    assert {"object": "role_set", "id": initial["id"], "deleted": True} == gone
    assert {"org:admin", "org:accountant"} == set(names(server.get(path(b2b, "/memberships")), "role"))
    assert "role_set:ledgers" == done(server.get(path(b2b)))["role_set_key"]
    assert "role_set:ledgers" == done(server.get(SETTINGS))["initial_role_set_key"]
    assert (404, [("resource_not_found", "dest_role_set_key")]) == refusal(
        server.post(f"{SETS}/role_set:ledgers/replace", dest_role_set_key="role_set:default")
    )


def test_the_initial_set_and_the_settings_agree(server, ledgers):
    """Whichever of them is changed; a role outside of the set is refused."""
    editor = done(server.post(ROLES, name="Editor", key="org:editor", include_in_initial_role_set=False))
    outside = {"domains_default_role_id": editor["id"]}
    refused = refusal(server.patch(SETTINGS, domains_enabled=True, **outside))
    done(server.patch(f"{SETS}/role_set:ledgers", type="initial", default_role_key="org:admin"))
    settings = done(server.get(SETTINGS))

    assert (422, [("form_param_value_invalid", "domains_default_role_id")]) == refused
    assert ("role_set:ledgers", "org:admin") == (
        settings["initial_role_set_key"],
        settings["domains_default_role"],
    )
    assert "custom" == done(server.get(f"{SETS}/role_set:default"))["type"]


def test_lists_are_searched_and_ordered(server, ledgers):
    """By id, and by parts of name and key."""
    assert ["role_set:ledgers", "role_set:default"] == names(server.get(SETS, order_by="-key"), "key")
    assert ["role_set:default", "role_set:ledgers"] == names(server.get(SETS, order_by="name"), "key")
    assert ["role_set:ledgers"] == names(server.get(SETS, query="LEDG"), "key")
    assert ["role_set:ledgers"] == names(server.get(SETS, query=ledgers["id"]), "key")
    assert (1, 2) == (
        len(done(server.get(SETS, limit=1, offset=1))["data"]),
        done(server.get(SETS, limit=1, offset=1))["total_count"],
    )
    assert (400, [("invalid_query_parameter_value", "order_by")]) == refusal(server.get(SETS, order_by="x"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "other"}, (422, [("form_param_value_invalid", "type")])),
        ({"roles": "org:admin"}, (422, [("form_param_type_invalid", "roles")])),
        ({"roles": None}, (422, [("form_param_type_invalid", "roles")])),
        ({"colour": "red"}, (422, [("form_param_unknown", "colour")])),
        ({"default_role_key": "org:member"}, (422, [("form_param_value_invalid", "default_role_key")])),
    ],
)
def test_a_set_that_cannot_be_is_refused(server, b2b, fields, expected):
    """And nothing changes."""
    before = b2b.digest()

    assert expected == refusal(server.post(SETS, **(LEDGERS | fields)))
    assert before == b2b.digest()


def test_a_fault_holds_reassignment_up(server, visitor, b2b):
    """Clients are told to lock roles, and whoever changes one is refused, until the fault is lifted."""
    sign_in(visitor, OLGA)
    fault_presets.add(b2b, "role_migration")
    held = visitor.get(path(b2b, "/roles")).response["has_role_set_migration"]
    milo = path(b2b, f"/memberships/{person(b2b, MILO)}")

    assert held
    assert (409, [("role_migration_in_progress", None)]) == refusal(visitor.patch(milo, role="org:admin"))
    assert (409, [("role_migration_in_progress", None)]) == refusal(server.patch(milo, role="org:admin"))

    faults.clear(b2b)

    assert not visitor.get(path(b2b, "/roles")).response["has_role_set_migration"]
    assert 200 == server.patch(milo, role="org:admin").status_code


def test_where_there_are_no_organizations_there_are_no_sets(server, b2b):
    """Everything is refused alike."""
    configure(b2b, organization_settings__enabled=False)
    refused = (403, [("organization_not_enabled_in_instance", None)])

    assert refused == refusal(server.get(SETS)) == refusal(server.post(SETS, **LEDGERS))
    assert refused == refusal(server.get(f"{SETS}/role_set:default"))


def test_an_organization_and_its_role_set_are_of_one_moment():
    """An organization seen as it was finds the set that it had, whatever key that has by now."""
    with mockfapi.world("custom_roles", clock=1_763_000_000_000) as clerk:
        nora, browser = clerk.user("nora@gazette.test"), clerk.browser()
        browser.post(
            "/v1/client/sign_ins", identifier=nora.email, strategy="password", password=nora.password
        )
        clerk.faults.preset("replica_lag")
        clerk.clock.advance(seconds=2)
        (place,) = clerk.world.organizations
        (had,) = clerk.world.role_sets.where(key=place.role_set)
        clerk.backend().patch(f"/v1/role_sets/{had.id}", key="role_set:others")
        clerk.backend().post(f"/v1/role_sets/{had.id}/roles", role_keys=["org:member"])
        clerk.backend().post(f"/v1/role_sets/{had.id}/replace", dest_role_set_key="role_set:default")
        listed = browser.get(f"/v1/organizations/{place.id}/roles").response
        seen = clerk.backend().get(f"/v1/role_sets/{place.role_set}").json()

        assert {*had.roles} == {it["key"] for it in listed["data"]}
        assert {*had.roles} == {it["key"] for it in seen["roles"]}
