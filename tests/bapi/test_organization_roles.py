"""Groups OrganizationRoles and OrganizationPermissions of the Backend API, and what tokens tell of them."""

import pytest

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

ROLES, PERMISSIONS = "/v1/organization_roles", "/v1/organization_permissions"
EDITOR = {"name": "Editor", "key": "org:editor"}
PUBLISH = {"name": "Publish", "key": "org:texts:publish", "description": "Puts texts online."}


def role(server, key):
    """A role by its key."""
    (found,) = [it for it in done(server.get(ROLES, query=key))["data"] if it["key"] == key]
    return found


def permission(server, key):
    (found,) = [it for it in done(server.get(PERMISSIONS, query=key))["data"] if it["key"] == key]
    return found


def keys(it):
    return {each["key"] for each in it["permissions"]}


@pytest.fixture
def ines_here(visitor, b2b):
    """Ines is signed in and acts for the workshop, as its accountant."""
    sign_in(visitor, INES)
    session = visitor.get("/v1/client").response["last_active_session_id"]
    visitor.post(f"/v1/client/sessions/{session}/touch", active_organization_id=place(b2b).id)
    return visitor


def test_system_roles_and_permissions_are_there(server):
    """Two roles with nine permissions of the system; administrators may found organizations."""
    admin, member = role(server, "org:admin"), role(server, "org:member")
    system = [it for it in done(server.get(PERMISSIONS, limit=100))["data"] if "system" == it["type"]]

    assert 9 == len(system)
    assert {it["key"] for it in system} <= keys(admin)
    assert {"org:sys_memberships:read", "org:sys_billing:read"} == keys(member)
    assert (True, False) == (admin["is_creator_eligible"], member["is_creator_eligible"])


def test_a_new_role_and_permission_reach_the_token(server, ines_here, b2b):
    """Made, assigned, given to a member: the next token tells."""
    publish = done(server.post(PERMISSIONS, **PUBLISH))
    editor = done(server.post(ROLES, **EDITOR, description="Edits.", permissions=[publish["id"]]))
    done(server.patch(path(b2b, f"/memberships/{person(b2b, INES)}"), role="org:editor"))
    claim = organization_claim(ines_here)

    assert ("editor", "publish") == (claim["rol"], claim["per"])
    assert ("role", "Edits.", [publish]) == (editor["object"], editor["description"], editor["permissions"])
    assert ("permission", "user") == (publish["object"], publish["type"])


def test_permissions_come_and_go_with_the_next_token(server, ines_here):
    """Assigned once, withdrawn once."""
    accountant = role(server, "org:accountant")
    publish = done(server.post(PERMISSIONS, **PUBLISH))
    where = f"{ROLES}/{accountant['id']}/permissions/{publish['id']}"
    before = organization_claim(ines_here)["per"]
    done(server.post(where))
    during = organization_claim(ines_here)["per"]
    twice = refusal(server.post(where))
    done(server.delete(where))

    assert ("manage,read", "manage,publish,read") == (before, during)
    assert (409, [("organization_role_permission_association_exists", None)]) == twice
    assert before == organization_claim(ines_here)["per"]
    assert (404, [("resource_not_found", None)]) == refusal(server.delete(where))


def test_a_role_keeps_its_members_under_a_new_key(server, ines_here, b2b):
    """Members, invitations, the settings of the instance and the token follow."""
    configure(b2b, organization_settings__domains__default_role="org:accountant")
    it = done(server.post(path(b2b, "/invitations"), email_address="new@x.test", role="org:accountant"))
    accountant = role(server, "org:accountant")
    where = f"{ROLES}/{accountant['id']}"
    changed = done(server.patch(where, key="org:bookkeeper", name="Bookkeeper", description=None))
    invitation = done(server.get(path(b2b, f"/invitations/{it['id']}")))

    assert ("org:bookkeeper", accountant["description"], keys(accountant)) == (
        changed["key"],
        changed["description"],
        keys(changed),
    )
    assert "bookkeeper" == organization_claim(ines_here)["rol"]
    assert ("org:bookkeeper", "Bookkeeper") == (invitation["role"], invitation["role_name"])
    assert "org:bookkeeper" == b2b.instance.settings.organization_settings.domains.default_role


def test_the_role_of_creators_is_renamed_everywhere(server, b2b):
    """Founders get it under its new key."""
    done(server.patch(f"{ROLES}/{role(server, 'org:admin')['id']}", key="org:owner"))
    it = done(server.post("/v1/organizations", name="Sol", created_by=person(b2b, OLGA)))

    assert ["org:owner"] == names(server.get(f"/v1/organizations/{it['id']}/memberships"), "role")


def test_a_role_without_members_is_deleted(server):
    """Then its key is free again."""
    it = done(server.post(ROLES, **EDITOR))

    assert {"object": "role", "id": it["id"], "deleted": True} == done(server.delete(f"{ROLES}/{it['id']}"))
    assert (404, [("resource_not_found", None)]) == refusal(server.get(f"{ROLES}/{it['id']}"))
    assert 200 == server.post(ROLES, **EDITOR).status_code


def test_a_role_in_use_is_not_deleted(server, b2b):
    """Creators, domains, members and pending invitations keep a role."""
    configure(b2b, organization_settings__domains__default_role="org:editor")
    editor = done(server.post(ROLES, **EDITOR))
    where = f"{ROLES}/{editor['id']}"
    of_domains = refusal(server.delete(where))
    configure(b2b, organization_settings__domains__default_role="")
    it = done(server.post(path(b2b, "/invitations"), email_address="new@x.test", role="org:editor"))
    invited = refusal(server.delete(where))
    done(server.post(path(b2b, f"/invitations/{it['id']}/revoke")))

    assert (422, [("organization_role_domain_default_role", None)]) == of_domains
    assert (422, [("organization_role_exists_in_invitations", None)]) == invited
    assert 200 == server.delete(where).status_code
    assert (422, [("organization_role_default_creator_role", None)]) == refusal(
        server.delete(f"{ROLES}/{role(server, 'org:admin')['id']}")
    )
    assert (422, [("organization_role_assigned_members", None)]) == refusal(
        server.delete(f"{ROLES}/{role(server, 'org:accountant')['id']}")
    )


def test_a_role_that_a_domain_has_promised_is_not_deleted(server, b2b):
    """Also when those who come by domains get another role by now."""
    modes = ("manual_invitation", "automatic_invitation")
    configure(b2b, organization_settings__domains__enabled=True)
    configure(b2b, organization_settings__domains__enrollment_modes=modes)
    configure(b2b, organization_settings__domains__default_role="org:editor")
    editor = done(server.post(ROLES, **EDITOR))
    domain = {"name": "freelance.test", "enrollment_mode": "automatic_invitation"}
    done(server.post(path(b2b, "/domains"), **domain))
    configure(b2b, organization_settings__domains__default_role="")

    assert (422, [("organization_role_exists_in_invitations", None)]) == refusal(
        server.delete(f"{ROLES}/{editor['id']}")
    )


def test_creators_keep_what_they_need(server):
    """Neither replaced nor withdrawn; another role may lose anything."""
    admin, manage = role(server, "org:admin"), permission(server, "org:sys_memberships:manage")
    missing = (422, [("organization_missing_creator_role_permissions", "permissions")])
    read = permission(server, "org:invoices:read")

    assert missing == refusal(server.patch(f"{ROLES}/{admin['id']}", permissions=[read["id"]]))
    assert missing == refusal(server.delete(f"{ROLES}/{admin['id']}/permissions/{manage['id']}"))
    assert 200 == server.delete(f"{ROLES}/{admin['id']}/permissions/{read['id']}").status_code
    assert set() == keys(done(server.patch(f"{ROLES}/{role(server, 'org:member')['id']}", permissions=[])))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"key": "org:member"}, (422, [("form_already_exists", "key")])),
        ({"key": "editor"}, (422, [("form_param_format_invalid", "key")])),
        ({"key": "org:Editor"}, (422, [("form_param_format_invalid", "key")])),
        ({"name": " "}, (422, [("form_param_nil", "name")])),
        ({"permissions": ["perm_nowhere"]}, (404, [("resource_not_found", "permissions")])),
        ({"colour": "red"}, (422, [("form_param_unknown", "colour")])),
    ],
)
def test_a_role_that_cannot_be_is_refused(server, b2b, fields, expected):
    """Made or changed; nothing changes."""
    it = done(server.post(ROLES, name="Other", key="org:other"))
    before = b2b.digest()

    assert expected == refusal(server.post(ROLES, **(EDITOR | fields)))
    assert expected == refusal(server.patch(f"{ROLES}/{it['id']}", **fields))
    assert before == b2b.digest()


def test_an_instance_has_ten_roles(server):
    """The eleventh is refused."""
    for number in range(7):
        done(server.post(ROLES, name="More", key=f"org:more_{number}"))

    assert (403, [("organization_instance_roles_quota_exceeded", None)]) == refusal(
        server.post(ROLES, **EDITOR)
    )


@pytest.mark.parametrize("path", [ROLES, PERMISSIONS])
def test_lists_are_searched_and_ordered(server, path):
    """By parts of name and key, by id; newest first."""
    by_key = names(server.get(path, order_by="key", limit=500), "key")
    one = done(server.get(path, order_by="key", limit=1))

    assert sorted(by_key) == by_key
    assert by_key[::-1] == names(server.get(path, order_by="-key", limit=500), "key")
    assert (len(by_key), by_key[:1]) == (one["total_count"], [one["data"][0]["key"]])
    assert by_key[:1] == names(server.get(path, query=one["data"][0]["id"]), "key")
    assert [] == names(server.get(path, query="zebra"), "key")
    assert (400, [("invalid_query_parameter_value", "order_by")]) == refusal(server.get(path, order_by="x"))


def test_a_permission_changes_in_all_roles(server, ines_here):
    """Its key follows everywhere; deleted, nobody has it."""
    manage = permission(server, "org:invoices:manage")
    where = f"{PERMISSIONS}/{manage['id']}"
    changed = done(server.patch(where, key="org:invoices:write", name="Write"))
    after = organization_claim(ines_here)["per"]
    done(server.delete(where))

    assert ("org:invoices:write", "Write") == (changed["key"], changed["name"])
    assert ("read,write", "read") == (after, organization_claim(ines_here)["per"])
    assert (404, [("resource_not_found", None)]) == refusal(server.get(where))


def test_permissions_of_the_system_stay(server):
    """Neither changed nor deleted."""
    where = f"{PERMISSIONS}/{permission(server, 'org:sys_profile:manage')['id']}"
    system = (403, [("organization_system_permission_not_modifiable", None)])

    assert system == refusal(server.patch(where, name="Mine")) == refusal(server.delete(where))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"key": "org:invoices:read"}, (422, [("form_already_exists", "key")])),
        ({"key": "org:texts"}, (422, [("form_param_format_invalid", "key")])),
        ({"key": "org:sys_texts:read"}, (422, [("form_param_value_invalid", "key")])),
        ({"name": ""}, (422, [("form_param_nil", "name")])),
        ({"type": "system"}, (422, [("form_param_unknown", "type")])),
    ],
)
def test_a_permission_that_cannot_be_is_refused(server, b2b, fields, expected):
    """Made or changed; nothing changes."""
    it = done(server.post(PERMISSIONS, name="Other", key="org:other:thing"))
    before = b2b.digest()

    assert expected == refusal(server.post(PERMISSIONS, **(PUBLISH | fields)))
    assert expected == refusal(server.patch(f"{PERMISSIONS}/{it['id']}", **fields))
    assert before == b2b.digest()


def test_scenarios_make_permissions_known(server):
    """What roles of a scenario may do is listed, with a name made of the key."""
    it = permission(server, "org:invoices:read")

    assert ("Read invoices", "user") == (it["name"], it["type"])


def test_members_are_listed_with_their_permissions(server, b2b):
    """System ones and those of the instance."""
    (milo,) = done(server.get(path(b2b, "/memberships"), email_address=MILO))["data"]

    assert ["org:sys_billing:read", "org:sys_memberships:read"] == milo["permissions"]
