"""What servers ask for about organizations: members, invitations, domains, roles, logos."""

from tests.contract.ready_backend import picture
from tests.contract.stock import MINA, OTTO, Prepared

INVITED = {"email_address": "ines@elsewhere.test", "role": "org:member"}


def walk(it: Prepared) -> None:
    """The press has a domain and a logo, and one invitation is under way."""
    press = it.clerk.world.organizations.first(slug="novak-press")
    assert press is not None
    path = {"organization_id": press.id}
    it.fits("Organizations_createNewOrganization", body={"name": "Paper Mill"})
    it.fits("Organizations_deleteOrganization", path)
    _note_members(it, path)
    _note_invitations(it, path)
    _note_domains(it, path)
    _note_roles(it)
    _note_own(it, path)
    url, logo = f"/v1/organizations/{press.id}/logo", {"file": picture()}
    it.clerk.backend().request("PUT", url, files={"file": ("logo.png", picture(), "image/png")})
    it.fits("Organizations_removeLogo", path)
    it.fits("Organizations_updateOrganizationLogo", path, body=logo, media_type="multipart/form-data")


def _note_own(it: Prepared, press: dict[str, str]) -> None:
    """The visitor administers the press, and is not the only one who could."""
    otto, role = press | {"user_id": it.user(OTTO)}, {"role": "org:member"}
    it.fits("createOrganization", body={"name": "Book Bindery"})
    it.fits("updateOrganization", press, body={"name": "Novak & Novak"})
    it.fits("deleteOrganization", press)
    logo = {"file": picture()}
    it.fits("updateOrganizationLogo", press, body=logo, media_type="multipart/form-data")
    it.fits("deleteOrganizationLogo", press)
    it.fits("ListOrganizationMemberships", press, query={"role": ["org:member"], "paginated": "true"})
    it.fits("CreateOrganizationMembership", press, body=role | {"user_id": it.user(MINA)})
    it.fits("UpdateOrganizationMembership", otto, body={"role": "org:editor"})
    it.fits("removeOrganizationMember", otto)
    club = it.clerk.world.organizations.first(slug="rowing-club")
    assert club is not None
    it.fits("deleteOrganizationMemberships", {"organization_id": club.id})


def _note_members(it: Prepared, press: dict[str, str]) -> None:
    otto, role = press | {"user_id": it.user(OTTO)}, {"role": "org:member"}
    it.fits("OrganizationMemberships_addUserToOrganization", press, body=role | {"user_id": it.user(MINA)})
    it.fits("OrganizationMemberships_removeUserFromOrganization", otto)
    it.fits("OrganizationMemberships_updateMembershipMetadata", otto, body={"public_metadata": {"desk": 3}})
    it.fits("OrganizationMemberships_updateMembershipProperties", otto, body=role)


def _note_invitations(it: Prepared, press: dict[str, str]) -> None:
    it.fits("OrganizationInvitations_createAndSend", press, body=INVITED)
    it.fits("OrganizationInvitations_bulkCreateAndSend", press, body=[INVITED])
    url = f"organizations/{press['organization_id']}/invitations"
    made = it.made(url, email_address="olga@elsewhere.test", role="org:member")
    path = press | {"invitation_id": made["id"]}
    it.fits("OrganizationInvitations_getById", path)
    it.fits("OrganizationInvitations_revokeInvitation", path, body={})


def _note_domains(it: Prepared, press: dict[str, str]) -> None:
    url = f"organizations/{press['organization_id']}/domains"
    path = press | {"domain_id": it.made(url, name="novak-press.test")["id"]}
    it.fits("OrganizationDomains_create", press, body={"name": "novak.test"})
    it.fits("OrganizationDomains_update", path, body={"enrollment_mode": "automatic_invitation"})
    it.fits("OrganizationDomains_delete", path)
    unverified = press | {"domain_id": it.made(url, name="novak-books.test", verified=False)["id"]}
    it.fits("OrganizationDomains_verifyOwnership", unverified)


def _note_roles(it: Prepared) -> None:
    role = {"organization_role_id": it.made("organization_roles", name="Intern", key="org:intern")["id"]}
    editor = it.clerk.world.roles.first(key="org:editor")
    assert editor is not None
    post = it.clerk.world.permissions.first(key="org:posts:write")
    assert post is not None
    both = {"organization_role_id": editor.id, "permission_id": post.id}
    it.fits("OrganizationRoles_removePermission", both)
    desk = it.made("organization_permissions", name="Sit", key="org:desk:sit")["id"]
    it.fits("OrganizationRoles_create", body={"name": "Printer", "key": "org:printer"})
    it.fits("OrganizationRoles_delete", role)
    it.fits("OrganizationRoles_assignPermission", role | {"permission_id": desk})
    it.fits("OrganizationPermissions_create", body={"name": "Print", "key": "org:desk:print"})
    it.fits("OrganizationPermissions_delete", {"permission_id": desk})
    _note_role_sets(it)


def _note_role_sets(it: Prepared) -> None:
    founders = {"default_role_key": "org:admin", "creator_role_key": "org:admin"}
    made = it.made("role_sets", name="Branch", roles=["org:admin", "org:editor"], **founders)
    path = {"role_set_key_or_id": made["id"]}
    it.fits("RoleSets_create", body={"name": "Club", "roles": ["org:admin"], **founders})
    it.fits("RoleSets_update", path, body={"name": "Branches"})
    it.fits("RoleSets_addRoles", path, body={"role_keys": ["org:member"]})
    it.fits("RoleSets_replaceRole", path, body={"role_key": "org:editor", "to_role_key": "org:admin"})
    it.fits("RoleSets_replace", path, body={"dest_role_set_key": "role_set:default"})
