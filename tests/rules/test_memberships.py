"""Members of organizations: roles that must stay, seats that are promised."""

import pytest

from mockfapi.rules import memberships, organization_invitations, organizations, roles, user_organizations
from mockfapi.world import World
from mockfapi.world.records import Organization
from tests.rules.worlds import a_user, a_world, configure, refused_without_trace

BOB = "bob@acme.dev"
LAST = [(400, "organization_minimum_permissions_needed", None)]
FULL = [(403, "organization_membership_quota_exceeded", None)]


@pytest.fixture
def world() -> World:
    world = a_world()
    configure(world, organization_settings__enabled=True)
    return world


@pytest.fixture
def acme(world) -> Organization:
    """An organization with two seats, one of them Ada's."""
    return organizations.create(world, "Acme", created_by=a_user(world).id, max_allowed_memberships=2)


def test_who_never_managed_may_go(world):
    """An organization without a manager loses nothing when a member leaves."""
    acme = organizations.create(world, "Acme")
    it = organizations.add_member(world, acme, a_user(world), "org:member")

    assert memberships.lacks_manager(world, acme.id)

    memberships.delete(world, memberships.change_role(world, it, "org:member"))

    assert 0 == len(world.memberships)


def test_a_role_that_can_do_less_is_no_manager(world, acme):
    """Managing members is not enough: somebody must be able to end the organization."""
    (ada,) = world.memberships
    manage = world.permissions.first(key="org:sys_memberships:manage")
    roles.create(world, "Helper", "org:helper", None, [manage.id])
    organizations.add_member(world, acme, a_user(world, BOB), "org:helper")

    assert LAST == refused_without_trace(world, lambda: memberships.delete(world, ada))
    assert LAST == refused_without_trace(world, lambda: memberships.change_role(world, ada, "org:helper"))


def test_an_invited_user_takes_the_promised_seat(world, acme):
    """The last seat is held for who was invited, and for nobody else."""
    bob, eve = a_user(world, BOB), a_user(world, "eve@acme.dev")
    it = organization_invitations.create(world, acme, BOB, "org:member")
    barred = refused_without_trace(world, lambda: memberships.create(world, acme, eve.id, "org:member", {}))
    user_organizations.accept_invitation(world, bob, it.id)

    assert FULL == barred
    assert organizations.membership(world, acme.id, bob.id) is not None


def test_several_invitations_are_all_or_none(world, acme):
    """The second one is at fault: the first is not made either."""
    wishes = [
        {"email_address": "c@acme.dev", "role": "org:member"},
        {"email_address": "d@acme.dev", "role": "org:nothing"},
    ]

    assert [(404, "resource_not_found", "role")] == refused_without_trace(
        world, lambda: organization_invitations.create_all(world, acme, wishes)
    )


def test_an_unlimited_organization_has_room(world):
    """0 is no limit."""
    acme = organizations.create(world, "Acme", max_allowed_memberships=0)
    for number in range(7):
        organizations.add_member(world, acme, a_user(world, f"p{number}@acme.dev"), "org:member")

    assert 7 == world.memberships.count(organization_id=acme.id)
