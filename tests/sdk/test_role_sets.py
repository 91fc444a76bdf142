"""Sets of roles, as Clerk's server libraries handle them."""

import pytest

from tests.bapi.workshop import MILO, OLGA, person, place

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="b2b")

BOOKS = {
    "name": "Books",
    "key": "role_set:books",
    "description": "Those who keep them",
    "roles": ["org:admin", "org:accountant"],
    "default_role_key": "org:accountant",
    "creator_role_key": "org:admin",
}


def test_python_keeps_role_sets(py):
    """One is made, found by its key and its id, changed, and takes roles in."""
    made = py.role_sets.create(**BOOKS, type_="custom")
    changed = py.role_sets.update(role_set_key_or_id=made.id, name="Ledgers", default_role_key="org:admin")
    grown = py.role_sets.add_roles(
        role_set_key_or_id=made.key, role_keys=["org:member"], default_role_key="org:member"
    )
    listed = py.role_sets.list(query="books", order_by="+name")

    assert ("custom", ["org:admin", "org:accountant"]) == (made.type, [it.key for it in made.roles])
    assert ("Ledgers", "org:admin") == (changed.name, changed.default_role.key)
    assert ("org:member", None) == (grown.default_role.key, grown.role_set_migration)
    assert [made.id] == [it.id for it in listed.data]
    assert grown == py.role_sets.get(role_set_key_or_id="role_set:books")


def test_python_moves_people_between_role_sets(clerk, py):
    """A replaced role, a replaced set, and the set of an organization, new and old."""
    workshop, milo = place(clerk.world).id, person(clerk.world, MILO)
    py.role_sets.create(**BOOKS)
    founded = py.organizations.create(
        request={"name": "Kite", "created_by": person(clerk.world, OLGA), "role_set_key": "role_set:books"}
    )
    unfit = refusal(py.organizations.update, organization_id=workshop, role_set_key="role_set:books")
    py.role_sets.replace_role(
        role_set_key_or_id="role_set:default", role_key="org:accountant", to_role_key="org:admin"
    )
    gone = py.role_sets.replace(
        role_set_key_or_id="role_set:default",
        dest_role_set_key="role_set:books",
        reassignment_mappings={"org:member": "org:accountant"},
    )
    (moved,) = py.organization_memberships.list(organization_id=workshop, user_id=[milo]).data
    settings = py.instance_settings.get_organization_settings()

    assert "role_set:books" == founded.role_set_key
    assert (422, ["form_param_value_invalid"]) == unfit
    assert gone.deleted
    assert ("org:accountant", "role_set:books") == (moved.role, moved.organization.role_set_key)
    assert ("role_set:books", 3) == (settings.initial_role_set_key, settings.max_role_sets_allowed)


def test_python_keeps_a_role_out_of_the_initial_set(py):
    """Until a set takes it in, no organization has it."""
    py.organization_roles.create(name="Guest", key="org:guest", include_in_initial_role_set=False)
    py.organization_roles.create(name="Clerk", key="org:clerk", include_in_initial_role_set=True)
    found = [it.key for it in py.role_sets.get(role_set_key_or_id="role_set:default").roles]

    assert ["org:admin", "org:member", "org:accountant", "org:clerk"] == found


def test_javascript_3_keeps_role_sets(clerk, js3):
    """Made, found, changed, grown, a role replaced, and the whole set at last."""
    given = {
        "name": "Books",
        "key": "role_set:books",
        "roles": ["org:admin", "org:accountant"],
        "defaultRoleKey": "org:accountant",
        "creatorRoleKey": "org:admin",
    }
    made = js3.roleSets.createRoleSet(given)
    named = {"roleSetKeyOrId": made["id"]}
    js3.roleSets.updateRoleSet({**named, "name": "Ledgers", "type": "initial"})
    js3.roleSets.addRolesToRoleSet({**named, "roleKeys": ["org:member"], "defaultRoleKey": "org:member"})
    replaced = js3.roleSets.replaceRoleInRoleSet(
        {**named, "roleKey": "org:accountant", "toRoleKey": "org:member"}
    )
    found = js3.roleSets.getRoleSet("role_set:books")
    listed = js3.roleSets.getRoleSetList({"query": "books", "orderBy": "-created_at"})
    mappings = {"org:accountant": "org:member"}
    gone = js3.roleSets.replaceRoleSet(
        {
            "roleSetKeyOrId": "role_set:default",
            "destRoleSetKey": "role_set:books",
            "reassignmentMappings": mappings,
        }
    )

    assert ("initial", "Ledgers", "org:member") == (found["type"], found["name"], found["defaultRole"]["key"])
    assert ["org:admin", "org:member"] == [it["key"] for it in replaced["roles"]]
    assert [made["id"]] == [it["id"] for it in listed["data"]]
    assert gone["deleted"]
    assert {"role_set:books"} == {it.role_set for it in clerk.world.organizations}
    assert 404 == refusal(js3.roleSets.getRoleSet, "role_set:default")[0]
