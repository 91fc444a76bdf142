"""Refusals of organizations, roles, permissions and domains, each provoked by a request of a server."""

from mockfapi.http.transport import Reply
from mockfapi.rules import fault_presets
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes

ROLES, PERMISSIONS = "/v1/organization_roles", "/v1/organization_permissions"
EDITOR = {"name": "Editor", "key": "org:editor"}


def place(world: World) -> str:
    """The path of the organization that Olga administers."""
    found = world.organizations.first(slug="brandt-workshop")
    assert found is not None
    return f"/v1/organizations/{found.id}"


def role(world: World, key: str) -> str:
    found = world.roles.first(key=key)
    assert found is not None
    return f"{ROLES}/{found.id}"


@provokes("organization_creator_not_found")
def founded_by_nobody(stage: Stage) -> Reply:
    server = stage.backend(stage.world("b2b"))
    return server.post("/v1/organizations", name="Acme", created_by="user_nobody")


@provokes("organization_minimum_permissions_needed")
def the_last_manager_leaves(stage: Stage) -> Reply:
    world = stage.world("b2b")
    olga = world.email_addresses.first(email_address="olga@workshop.test")
    assert olga is not None
    return stage.backend(world).delete(f"{place(world)}/memberships/{olga.user_id}")


@provokes("organization_missing_creator_role_permissions")
def creators_without_permissions(stage: Stage) -> Reply:
    world = stage.world("b2b")
    return stage.backend(world).patch(role(world, "org:admin"), permissions=[])


@provokes("organization_role_default_creator_role")
def the_role_of_creators_goes(stage: Stage) -> Reply:
    world = stage.world("b2b")
    return stage.backend(world).delete(role(world, "org:admin"))


@provokes("organization_role_domain_default_role")
def the_role_of_domains_goes(stage: Stage) -> Reply:
    world = stage.world("b2b", organization_settings__domains__default_role="org:member")
    return stage.backend(world).delete(role(world, "org:member"))


@provokes("organization_role_assigned_members")
def a_role_of_members_goes(stage: Stage) -> Reply:
    world = stage.world("b2b")
    return stage.backend(world).delete(role(world, "org:accountant"))


@provokes("organization_role_exists_in_invitations")
def a_promised_role_goes(stage: Stage) -> Reply:
    world = stage.world("b2b")
    server = stage.backend(world)
    made = server.post(ROLES, **EDITOR).json()
    server.post(f"{place(world)}/invitations", email_address="new@x.test", role="org:editor")
    return server.delete(f"{ROLES}/{made['id']}")


@provokes("organization_instance_roles_quota_exceeded")
def one_role_too_many(stage: Stage) -> Reply:
    server = stage.backend(stage.world("b2b"))
    for number in range(7):
        server.post(ROLES, name="More", key=f"org:more_{number}")
    return server.post(ROLES, **EDITOR)


@provokes("organization_instance_role_sets_quota_exceeded")
def one_role_set_too_many(stage: Stage) -> Reply:
    server = stage.backend(stage.world("b2b"))
    founders = {"roles": ["org:admin"], "default_role_key": "org:admin", "creator_role_key": "org:admin"}
    replies = [server.post("/v1/role_sets", name=f"Set {number}", **founders) for number in range(3)]
    return replies[-1]


@provokes("role_migration_in_progress")
def a_role_changed_while_roles_are_reassigned(stage: Stage) -> Reply:
    world = stage.world("b2b")
    fault_presets.add(world, "role_migration")
    milo = world.email_addresses.first(email_address="milo@workshop.test")
    assert milo is not None
    return stage.backend(world).patch(f"{place(world)}/memberships/{milo.user_id}", role="org:admin")


@provokes("organization_role_permission_association_exists")
def assigned_twice(stage: Stage) -> Reply:
    world = stage.world("b2b")
    read = world.permissions.first(key="org:invoices:read")
    assert read is not None
    return stage.backend(world).post(f"{role(world, 'org:accountant')}/permissions/{read.id}")


@provokes("organization_system_permission_not_modifiable")
def a_system_permission_goes(stage: Stage) -> Reply:
    world = stage.world("b2b")
    system = world.permissions.first(key="org:sys_profile:manage")
    assert system is not None
    return stage.backend(world).delete(f"{PERMISSIONS}/{system.id}")


def owned(stage: Stage, *names: str, **fields: str) -> Reply:
    """An organization gets domains; the answer is that of the last one."""
    world = stage.world("b2b", organization_settings__domains__enabled=True)
    server = stage.backend(world)
    replies = [server.post(f"{place(world)}/domains", name=name, **fields) for name in names]
    return replies[-1]


@provokes("organization_domains_not_enabled")
def domains_where_there_are_none(stage: Stage) -> Reply:
    return stage.backend(stage.world("b2b")).get("/v1/organization_domains")


@provokes("organization_domain_already_exists")
def a_domain_twice(stage: Stage) -> Reply:
    """The first to prove it has it."""
    world = stage.world("b2b", organization_settings__domains__enabled=True)
    attic = world.organizations.first(slug="attic")
    assert attic is not None
    stage.backend(world).post(f"/v1/organizations/{attic.id}/domains", name="Workshop.test")
    return stage.backend(world).post(f"{place(world)}/domains", name="workshop.test")


@provokes("organization_domain_already_exists_same_organization")
def a_domain_twice_in_one_place(stage: Stage) -> Reply:
    return owned(stage, "workshop.test", "Workshop.test")


@provokes("organization_domain_blocked")
def a_throw_away_domain(stage: Stage) -> Reply:
    return owned(stage, "mailinator.com")


@provokes("organization_domain_common")
def a_domain_of_everybody(stage: Stage) -> Reply:
    return owned(stage, "gmail.com")


@provokes("organization_domain_quota_exceeded")
def one_domain_too_many(stage: Stage) -> Reply:
    return owned(stage, *(f"d{number}.test" for number in range(11)))


@provokes("organization_domain_enrollment_mode_not_enabled")
def a_mode_that_is_off(stage: Stage) -> Reply:
    return owned(stage, "workshop.test", enrollment_mode="automatic_invitation")
