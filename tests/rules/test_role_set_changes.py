"""Making and changing sets of roles: who gets which role then, and that somebody still manages."""

from dataclasses import replace

import pytest

from mockfapi.rules import (
    memberships,
    organization_invitations,
    organizations,
    role_set_changes,
    role_sets,
)
from mockfapi.world import World
from tests.rules.press import FIELDS, GUEST, INVALID, PRESS, UNKNOWN, role_of, with_guests
from tests.rules.worlds import DAY, a_user, refusals, refused_without_trace


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


def test_a_replaced_role_passes_to_its_successor(world, press, paper, bob):
    """Members, and invitations that wait or have expired; what was accepted stays history."""
    role_set_changes.add_roles(world, press, ["org:member"], {})
    memberships.create(world, paper, bob.id, "org:member", {})
    late = organization_invitations.create(world, paper, "late@acme.dev", "org:member", expires_in_days=1)
    world.advance(2 * DAY)
    new = organization_invitations.create(world, paper, "new@acme.dev", "org:member")
    past = organization_invitations.create(world, paper, "past@acme.dev", "org:member")
    world.organization_invitations.save(replace(past, accepted_at=world.clock.now))
    changed = role_set_changes.replace_role(world, role_sets.named(world, PRESS), "org:member", GUEST)
    found = {it.id: world.organization_invitations[it.id].role for it in (late, new, past)}

    assert ("org:admin", GUEST) == changed.roles
    assert GUEST == role_of(world, paper, bob)
    assert {late.id: GUEST, new.id: GUEST, past.id: "org:member"} == found


def test_another_set_becomes_the_initial_one(world, press, bob):
    """New organizations have it, old ones stay; each keeps what it promises."""
    before = organizations.create(world, "Old", created_by=bob.id)
    it = role_set_changes.update(world, press, {"type": "initial"})
    after = organizations.create(world, "New", created_by=bob.id)
    first = role_sets.named(world, "role_set:default")

    assert (True, False) == (it.is_initial, first.is_initial)
    assert ("role_set:default", PRESS) == (before.role_set, after.role_set)
    assert ("org:member", "org:admin") == (first.default_role, first.creator_role)
    assert GUEST == role_sets.default_role(world, it)
    assert GUEST == world.instance.settings.organization_settings.domains.default_role


def test_organizations_follow_a_set_under_a_new_key(world, press, paper):
    """And its old key is unknown."""
    role_set_changes.update(world, press, {"key": "role_set:media", "name": "Media", "description": None})

    assert "role_set:media" == world.organizations[paper.id].role_set
    assert [(404, UNKNOWN, None)] == refusals(lambda: role_sets.named(world, PRESS))


def test_organizations_of_a_replaced_set_get_its_heir(world, press, paper, bob):
    """People keep a role that both have; the others get what the mappings say."""
    memberships.create(world, paper, bob.id, GUEST, {})
    waiting = organization_invitations.create(world, paper, "new@acme.dev", GUEST)
    bare = {**FIELDS, "key": "role_set:bare", "roles": ["org:admin", "org:member"]}
    heir = role_set_changes.create(world, {**bare, "default_role_key": "org:member"})

    def go(mappings):
        return role_set_changes.replace_with(world, press, heir, mappings)

    param = "reassignment_mappings"

    assert [(422, INVALID, param)] == refused_without_trace(world, lambda: go({}))
    assert [(422, INVALID, param)] == refused_without_trace(world, lambda: go({GUEST: GUEST}))
    assert [(422, INVALID, param)] == refused_without_trace(world, lambda: go({"org:member": "org:member"}))

    go({GUEST: "org:member"})

    assert [heir.key] == [it.role_set for it in world.organizations]
    assert "org:member" == role_of(world, paper, bob)
    assert "org:member" == world.organization_invitations[waiting.id].role
    assert ["role_set:default", heir.key] == [it.key for it in world.role_sets]


def test_the_heir_of_the_initial_set_is_the_initial_set(world, press, ada):
    """Otherwise new organizations would have none."""
    organizations.create(world, "Old", created_by=ada.id)
    role_set_changes.replace_with(world, role_sets.initial(world), press, {})

    assert [(PRESS, True)] == [(it.key, it.is_initial) for it in world.role_sets]
    assert GUEST == world.instance.settings.organization_settings.domains.default_role


def test_no_reassignment_leaves_an_organization_without_a_manager(world, press, paper, ada):
    """By a mapping or by a successor; where there was none, none is lost."""
    owner = organizations.create_role(world, "org:owner", "Owner", "", organizations.MANAGE)
    grown = role_set_changes.add_roles(world, press, [owner.key], {"creator_role_key": owner.key})
    last = [(400, "organization_minimum_permissions_needed", None)]

    assert last == refused_without_trace(
        world, lambda: role_set_changes.replace_role(world, grown, "org:admin", GUEST)
    )
    assert last == refused_without_trace(
        world,
        lambda: role_set_changes.replace_with(world, grown, role_sets.initial(world), {"org:admin": GUEST}),
    )

    role_set_changes.replace_role(world, grown, "org:admin", owner.key)

    assert owner.key == role_of(world, paper, ada)


def test_an_organization_gets_a_set_that_fits_its_people(world, press, bob):
    """Members and those who are invited keep their roles, so the set must have them."""
    place = organizations.create(world, "Old", created_by=bob.id)
    it = organization_invitations.create(world, place, "new@acme.dev", "org:member")

    assert [(422, INVALID, "role_set_key")] == refused_without_trace(
        world, lambda: role_set_changes.fitting(world, place, PRESS)
    )

    organization_invitations.revoke(world, it)

    assert press == role_set_changes.fitting(world, place, press.id)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": " "}, (422, "form_param_nil", "name")),
        ({"key": "press"}, (422, "form_param_format_invalid", "key")),
        ({"key": "role_set:Press"}, (422, "form_param_format_invalid", "key")),
        ({"key": "role_set:default"}, (422, "form_already_exists", "key")),
        ({"roles": []}, (422, "form_param_nil", "roles")),
        ({"roles": ["org:gone"]}, (404, UNKNOWN, "roles")),
        ({"default_role_key": "org:member"}, (422, INVALID, "default_role_key")),
        ({"creator_role_key": "org:member"}, (422, INVALID, "creator_role_key")),
        (
            {"creator_role_key": GUEST},
            (422, "organization_missing_creator_role_permissions", "creator_role_key"),
        ),
    ],
)
def test_a_set_that_cannot_be_is_refused(world, fields, expected):
    """And nothing has changed."""
    assert [expected] == refused_without_trace(world, lambda: role_set_changes.create(world, FIELDS | fields))


def test_a_key_is_made_of_the_name(world):
    """With a number where it is taken, and one of our own where the name has no letters."""
    nameless = {name: value for name, value in FIELDS.items() if name != "key"}
    made = [
        role_set_changes.create(world, {**nameless, "name": name}).key for name in ("The Default!", "默认")
    ]

    assert ["role_set:the_default", "role_set:custom"] == made


def test_a_key_that_is_taken_gets_a_number(world):
    """When it is made of the name."""
    given = {name: value for name, value in FIELDS.items() if name != "key"} | {"name": "Default"}

    assert "role_set:default_2" == role_set_changes.create(world, given).key


def test_an_instance_has_three_sets(world, press):
    """The fourth is refused; one that has gone makes room."""
    second = role_set_changes.create(world, {**FIELDS, "key": "role_set:second"})

    def third():
        return role_set_changes.create(world, {**FIELDS, "key": "role_set:third"})

    assert [(403, "organization_instance_role_sets_quota_exceeded", None)] == refused_without_trace(
        world, third
    )

    role_set_changes.replace_with(world, second, press, {})

    assert "role_set:third" == third().key


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], (422, "form_param_nil", "role_keys")),
        (["org:gone"], (404, UNKNOWN, "role_keys")),
        ([GUEST], (422, INVALID, "role_keys")),
        (["org:member"], (422, INVALID, "default_role_key")),
    ],
)
def test_roles_that_cannot_be_added_are_refused(world, press, keys, expected):
    """Unknown ones, those that the set has; a default that would be no role of the set."""
    more = {"default_role_key": "org:elsewhere"}

    assert [expected] == refused_without_trace(
        world, lambda: role_set_changes.add_roles(world, press, keys, more)
    )


@pytest.mark.parametrize(
    ("role", "successor", "expected"),
    [
        ("org:member", "org:admin", (404, UNKNOWN, "role_key")),
        (GUEST, "org:member", (404, UNKNOWN, "to_role_key")),
        (GUEST, GUEST, (422, INVALID, "to_role_key")),
    ],
)
def test_a_role_passes_to_another_one_of_its_set(world, press, role, successor, expected):
    """Both must be in it."""
    assert [expected] == refused_without_trace(
        world, lambda: role_set_changes.replace_role(world, press, role, successor)
    )


def test_a_set_does_not_replace_itself(world, press):
    """Its organizations would have none."""
    assert [(422, INVALID, "dest_role_set_key")] == refused_without_trace(
        world, lambda: role_set_changes.replace_with(world, press, press, {})
    )
