"""Roles and permissions of an instance from its founding on."""

import pytest

from mockfapi.rules import organizations, permissions, roles
from mockfapi.world import World
from tests.rules.worlds import a_world


@pytest.fixture
def world() -> World:
    return a_world()


def test_an_instance_begins_with_the_permissions_of_the_system(world):
    """Each known once, each named."""
    assert permissions.NAMES == {it.key: it.name for it in world.permissions}
    assert all(permissions.is_system(it) for it in world.permissions)


def test_founders_need_three_permissions(world):
    """Read and manage members, delete the organization."""
    admin, member = world.roles.first(key="org:admin"), world.roles.first(key="org:member")

    assert roles.may_create(admin)
    assert not roles.may_create(member)
    assert roles.may(world, "org:admin", *permissions.LEAST)
    assert not roles.may(world, "org:gone")


def test_roles_make_their_permissions_known(world):
    """A key that nobody has made gets a name of its own, once."""
    organizations.create_role(world, "org:a", "A", "", ["org:tax_files:send"])
    organizations.create_role(world, "org:b", "B", "", ["org:tax_files:send"])
    (made,) = world.permissions.where(key="org:tax_files:send")

    assert "Send tax files" == made.name


def test_a_deleted_permission_is_in_no_role(world):
    """And the roles keep the others in their order."""
    it = organizations.create_role(world, "org:a", "A", "", ["org:x:a", "org:x:b", "org:x:c"])
    permissions.delete(world, world.permissions.first(key="org:x:b"))

    assert ("org:x:a", "org:x:c") == world.roles[it.id].permissions
