"""An instance with a set of roles for the press: administrators and guests."""

from mockfapi.rules import memberships, organizations
from mockfapi.world import World
from mockfapi.world.records import Organization, User
from tests.rules.worlds import a_world, configure

GUEST, PRESS = "org:guest", "role_set:press"
FIELDS = {
    "name": "Press",
    "key": PRESS,
    "roles": ["org:admin", GUEST],
    "default_role_key": GUEST,
    "creator_role_key": "org:admin",
}
INVALID, UNKNOWN = "form_param_value_invalid", "resource_not_found"


def with_guests() -> World:
    """Organizations are on; a guest may read who is there."""
    it = a_world()
    configure(it, organization_settings__enabled=True)
    organizations.create_role(it, GUEST, "Guest", "", ["org:sys_memberships:read"])
    return it


def role_of(world: World, place: Organization, user: User) -> str:
    return memberships.of(world, place, user.id).role
