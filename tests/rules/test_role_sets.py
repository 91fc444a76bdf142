"""Sets of roles: what organizations offer, founders and newcomers get; what becomes of roles in them."""

import pytest

from mockfapi.rules import (
    enrollments,
    memberships,
    organization_domains,
    organization_invitations,
    organizations,
    role_set_changes,
    role_sets,
    roles,
)
from mockfapi.world import World
from tests.rules.press import FIELDS, GUEST, PRESS, UNKNOWN, role_of, with_guests
from tests.rules.worlds import a_user, a_world, configure, refused_without_trace


@pytest.fixture
def world() -> World:
    return with_guests()


@pytest.fixture
def press(world):
    return role_set_changes.create(world, FIELDS)


@pytest.fixture
def ada(world):
    return a_user(world)


@pytest.fixture
def bob(world):
    return a_user(world, "bob@acme.dev")


@pytest.fixture
def paper(world, press, ada):
    """An organization of the press, managed by Ada."""
    return organizations.create(world, "Paper", created_by=ada.id, role_set=PRESS)


def test_an_instance_begins_with_a_set_of_all_roles(world):
    """Roles that come later are in it, too; founders and newcomers get what the settings say."""
    it = role_sets.initial(world)

    assert ("role_set:default", ("org:admin", "org:member", GUEST)) == (it.key, it.roles)
    assert ("org:admin", "org:member") == (
        role_sets.creator_role(world, it),
        role_sets.default_role(world, it),
    )


def test_a_role_may_stay_out_of_the_initial_set(world):
    """Then nobody can have it, until a set takes it in."""
    roles.create(world, "Ghost", "org:ghost", None, [], included=False)
    it = role_sets.initial(world)

    assert "org:ghost" not in it.roles
    assert "org:ghost" in role_set_changes.add_roles(world, it, ["org:ghost"], {}).roles


def test_an_organization_assigns_the_roles_of_its_set_only(world, paper, bob):
    """Adding, changing and inviting; a role that it does not have is as unknown as one that nobody has."""
    unknown = [(404, UNKNOWN, "role")]

    assert unknown == refused_without_trace(
        world, lambda: memberships.create(world, paper, bob.id, "org:member", {})
    )
    assert unknown == refused_without_trace(
        world, lambda: organization_invitations.create(world, paper, "new@acme.dev", "org:member")
    )

    member = memberships.create(world, paper, bob.id, GUEST, {})

    assert unknown == refused_without_trace(
        world, lambda: memberships.change_role(world, member, "org:member")
    )


def test_who_comes_without_a_role_gets_the_default_of_the_set(world, paper, bob):
    """By a domain; the settings of the instance speak for the initial set alone."""
    modes = ("manual_invitation", "automatic_invitation")
    configure(world, organization_settings__domains__enabled=True)
    configure(world, organization_settings__domains__enrollment_modes=modes)
    configure(world, organization_settings__domains__default_role="org:member")
    organization_domains.create(world, paper, "acme.dev", "automatic_invitation", verified=True)
    enrollments.welcome(world, bob.id)

    assert [GUEST] == [it.role for it in world.organization_invitations.where(email_address="bob@acme.dev")]


def test_founders_get_the_creator_role_of_the_set(world, bob):
    """Which may be another one than that of new organizations."""
    owner = organizations.create_role(world, "org:owner", "Owner", "", organizations.MANAGE)
    role_set_changes.create(
        world,
        {**FIELDS, "roles": [owner.key], "default_role_key": owner.key, "creator_role_key": owner.key},
    )
    place = organizations.create(world, "Club", created_by=bob.id, role_set=PRESS)

    assert owner.key == role_of(world, place, bob)


def test_a_set_keeps_the_roles_that_it_promises(world, press):
    """Neither replaced in it nor deleted from the instance."""
    guest = world.roles.first(key=GUEST)

    assert [(422, "organization_role_domain_default_role", None)] == refused_without_trace(
        world, lambda: role_set_changes.replace_role(world, press, GUEST, "org:admin")
    )
    assert [(422, "organization_role_default_creator_role", None)] == refused_without_trace(
        world, lambda: role_set_changes.replace_role(world, press, "org:admin", GUEST)
    )
    assert [(422, "organization_role_domain_default_role", None)] == refused_without_trace(
        world, lambda: roles.delete(world, guest)
    )


def test_a_deleted_role_leaves_all_sets(world, press):
    """One that none of them promises."""
    role_set_changes.update(world, press, {"default_role_key": "org:admin"})
    roles.delete(world, world.roles.first(key=GUEST))

    assert [("org:admin", "org:member"), ("org:admin",)] == [it.roles for it in world.role_sets]


def test_a_renamed_role_is_renamed_in_all_sets(world, press):
    """Also where it is promised, in the settings, too."""
    roles.update(world, world.roles.first(key=GUEST), {"key": "org:visitor"})
    roles.update(world, world.roles.first(key="org:member"), {"key": "org:staff"})
    first, it = role_sets.initial(world), role_sets.named(world, PRESS)

    assert (("org:admin", "org:visitor"), "org:visitor") == (it.roles, it.default_role)
    assert ("org:admin", "org:staff", "org:visitor") == first.roles
    assert "org:staff" == role_sets.default_role(world, first)


def test_creators_of_any_set_keep_what_they_need(world, press):
    """The role of founders may not lose a permission that founders need."""
    owner = organizations.create_role(world, "org:owner", "Owner", "", organizations.MANAGE)
    role_set_changes.add_roles(world, press, [owner.key], {"creator_role_key": owner.key})

    assert [(422, "organization_missing_creator_role_permissions", "permissions")] == refused_without_trace(
        world, lambda: roles.update(world, owner, {"permissions": []})
    )


def test_a_set_has_no_more_than_ten_roles():
    """However they come."""
    world = a_world()
    keys = [organizations.create_role(world, f"org:r{n}", "R", "", []).key for n in range(9)]
    it = role_sets.initial(world)

    assert 10 == len(it.roles)
    assert [(422, "form_param_array_size_exceeded", "role_keys")] == refused_without_trace(
        world, lambda: role_set_changes.add_roles(world, it, keys[8:], {})
    )
    assert [(422, "form_param_array_size_exceeded", "roles")] == refused_without_trace(
        world, lambda: role_set_changes.create(world, {**FIELDS, "roles": ["org:admin", "org:member", *keys]})
    )
