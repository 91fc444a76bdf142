"""Invitations, domains, roles and permissions of organizations, as Clerk's server libraries handle them."""

import pytest

from tests.bapi.workshop import SOL, place
from tests.rules.worlds import configure

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="b2b")

LIN, KIT = "lin@engines.test", "kit@engines.test"


@pytest.fixture
def workshop(clerk):
    """An organization of an instance where organizations may have domains."""
    modes = ("manual_invitation", "automatic_invitation", "automatic_suggestion")
    domains = "organization_settings__domains__"
    configure(clerk.world, **{f"{domains}enabled": True, f"{domains}enrollment_modes": modes})
    return place(clerk.world).id


def test_python_invites_into_organizations(clerk, py, workshop):
    """One by one and several at once; invitations are found and taken back."""
    one = py.organization_invitations.create(
        organization_id=workshop, email_address=LIN, role="org:member", public_metadata={"desk": 4}
    )
    asked = [{"email_address": it, "role": "org:member"} for it in (KIT, SOL)]
    more = py.organization_invitations.bulk_create(organization_id=workshop, request_body=asked)
    found = py.organization_invitations.get(organization_id=workshop, invitation_id=one.id)
    listed = py.organization_invitations.list(organization_id=workshop, status="pending")
    pending = py.organization_invitations.list_pending(organization_id=workshop)
    everywhere = py.organization_invitations.get_all(query="lin@")
    sols = py.users.get_organization_invitations(user_id=clerk.user(SOL).id)
    gone = py.organization_invitations.revoke(organization_id=workshop, invitation_id=one.id)

    assert (LIN, {"desk": 4}) == (found.email_address, found.public_metadata)
    assert [3, 3, 2] == [listed.total_count, pending.total_count, len(more.data)]
    assert [one.id] == [it.id for it in everywhere.data]
    assert [SOL] == [it.email_address for it in sols.data]
    assert "revoked" == gone.status


def test_javascript_invites_into_organizations(clerk, js, workshop):
    """What was taken back is not pending any more."""
    at = {"organizationId": workshop}
    one = js.organizations.createOrganizationInvitation({**at, "emailAddress": LIN, "role": "org:member"})
    asked = [{"emailAddress": it, "role": "org:member"} for it in (KIT, SOL)]
    js.organizations.createOrganizationInvitationBulk(workshop, asked)
    named = {**at, "invitationId": one["id"]}
    found = js.organizations.getOrganizationInvitation(named)
    listed = js.organizations.getOrganizationInvitationList({**at, "status": ["pending"]})
    sols = js.users.getOrganizationInvitationList({"userId": clerk.user(SOL).id})
    gone = js.organizations.revokeOrganizationInvitation(named)

    assert (LIN, 3) == (found["emailAddress"], listed["totalCount"])
    assert [SOL] == [it["emailAddress"] for it in sols["data"]]
    assert "revoked" == gone["status"]
    assert (404, ["organization_invitation_not_pending"]) == refusal(
        js.organizations.revokeOrganizationInvitation, named
    )


def test_python_keeps_domains_of_organizations(py, workshop):
    """A verified one is found by its organization and across all of them."""
    at = {"organization_id": workshop}
    made = py.organization_domains.create(**at, name="brandt.test", enrollment_mode="manual_invitation")
    changed = py.organization_domains.update(
        **at, domain_id=made.id, enrollment_mode="automatic_suggestion", verified=True
    )
    listed = py.organization_domains.list(**at, verified="true")
    everywhere = py.organization_domains.list_all(query="brandt")

    assert "automatic_suggestion" == changed.enrollment_mode
    assert [[made.id]] * 2 == [[it.id for it in page.data] for page in (listed, everywhere)]
    assert made.id == py.organization_domains.verify_ownership(**at, domain_id=made.id).id
    assert py.organization_domains.delete(**at, domain_id=made.id).deleted


def test_javascript_keeps_domains_of_organizations(js, workshop):
    """How people enroll is changed, and read in the answer."""
    at = {"organizationId": workshop}
    given = {"name": "brandt.test", "enrollmentMode": "manual_invitation", "verified": True}
    made = js.organizations.createOrganizationDomain({**at, **given})
    named = {**at, "domainId": made["id"]}
    changed = js.organizations.updateOrganizationDomain({**named, "enrollmentMode": "automatic_invitation"})
    listed = js.organizations.getOrganizationDomainList(at)
    gone = js.organizations.deleteOrganizationDomain(named)

    assert "automatic_invitation" == changed["enrollment_mode"]
    assert ([made["id"]], True) == ([it["id"] for it in listed["data"]], gone["deleted"])


def test_python_keeps_roles_and_permissions(py):
    """A role gains a permission and loses it; both are changed, found and deleted."""
    may = py.organization_permissions.create(
        name="Read posts", key="org:posts:read", description="All of them"
    )
    py.organization_permissions.update(permission_id=may.id, name="See posts")
    role = py.organization_roles.create(name="Reader", key="org:reader", description="Reads", permissions=[])
    assigned = py.organization_roles.assign_permission(organization_role_id=role.id, permission_id=may.id)
    removed = py.organization_roles.remove_permission(organization_role_id=role.id, permission_id=may.id)
    py.organization_roles.update(organization_role_id=role.id, name="Audience")

    assert ["org:posts:read"] == [it.key for it in assigned.permissions]
    assert [] == removed.permissions
    assert "See posts" == py.organization_permissions.get(permission_id=may.id).name
    assert "Audience" == py.organization_roles.get(organization_role_id=role.id).name
    assert [role.id] == [it.id for it in py.organization_roles.list(query="reader").data]
    assert [may.id] == [it.id for it in py.organization_permissions.list(query="posts").data]
    assert py.organization_roles.delete(organization_role_id=role.id).deleted
    assert py.organization_permissions.delete(permission_id=may.id).deleted


def test_javascript_3_keeps_roles(js3):
    """A role gains a permission, loses it, is renamed and deleted."""
    given = {"name": "Read posts", "key": "org:posts:read"}
    may = js3.organizationPermissions.createOrganizationPermission(given)
    role = js3.organizationRoles.createOrganizationRole({"name": "Reader", "key": "org:reader"})
    both = {"organizationRoleId": role["id"], "permissionId": may["id"]}
    assigned = js3.organizationRoles.assignPermissionToOrganizationRole(both)
    removed = js3.organizationRoles.removePermissionFromOrganizationRole(both)
    js3.organizationRoles.updateOrganizationRole({"organizationRoleId": role["id"], "name": "Audience"})
    listed = js3.organizationRoles.getOrganizationRoleList({"query": "reader"})

    assert ["org:posts:read"] == [it["key"] for it in assigned["permissions"]]
    assert [] == removed["permissions"]
    assert "Audience" == js3.organizationRoles.getOrganizationRole(role["id"])["name"]
    assert [role["id"]] == [it["id"] for it in listed["data"]]
    assert js3.organizationRoles.deleteOrganizationRole(role["id"])["deleted"]


def test_javascript_3_keeps_permissions(js3):
    """Renamed, found by its key, deleted."""
    permissions = js3.organizationPermissions
    may = permissions.createOrganizationPermission({"name": "Read posts", "key": "org:posts:read"})
    js3.organizationPermissions.updateOrganizationPermission({"permissionId": may["id"], "name": "See posts"})
    listed = js3.organizationPermissions.getOrganizationPermissionList({"query": "posts"})

    assert [may["id"]] == [it["id"] for it in listed["data"]]
    assert "See posts" == js3.organizationPermissions.getOrganizationPermission(may["id"])["name"]
    assert js3.organizationPermissions.deleteOrganizationPermission(may["id"])["deleted"]


def test_javascript_3_may_not_change_what_is_clerks(js3):
    """Permissions of the system stay as they are."""
    found = js3.organizationPermissions.getOrganizationPermissionList({"limit": 50})["data"]
    own = next(it["id"] for it in found if it["key"].startswith("org:sys_"))

    assert 403 == refusal(js3.organizationPermissions.deleteOrganizationPermission, own)[0]
