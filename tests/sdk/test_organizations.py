"""Organizations and their members, as Clerk's server libraries handle them."""

import pytest

from tests.bapi.workshop import INES, MILO, SOL, person, place

from .javascript import blob
from .refusals import refusal
from .test_users import PIXEL

pytestmark = pytest.mark.clerk(scenario="b2b")


@pytest.fixture
def workshop(clerk):
    """The id of the organization of Olga, Milo and Ines."""
    return place(clerk.world).id


@pytest.fixture
def sol(clerk):
    """The id of somebody in no organization."""
    return person(clerk.world, SOL)


def test_python_makes_changes_and_deletes_organizations(py, sol):
    """Found by id, by slug and by name, with the number of members."""
    made = py.organizations.create(
        request={"name": "Kite Works", "created_by": sol, "max_allowed_memberships": 3}
    )
    changed = py.organizations.update(organization_id=made.id, name="Kites", slug="kites")
    found = py.organizations.get(organization_id="kites", include_members_count=True)
    listed = py.organizations.list(query="kite", include_members_count=True)

    assert ("kite-works", "Kites") == (made.slug, changed.name)
    assert (made.id, 1, 3) == (found.id, found.members_count, found.max_allowed_memberships)
    assert ([made.id], 1) == ([it.id for it in listed.data], listed.total_count)
    assert py.organizations.delete(organization_id=made.id).deleted
    assert (404, ["resource_not_found"]) == refusal(py.organizations.get, organization_id=made.id)


def test_python_keeps_metadata_and_logos_of_organizations(py, workshop):
    """Merging removes what is null; a logo is there until it is deleted."""
    py.organizations.replace_metadata(organization_id=workshop, public_metadata={"a": 1, "b": 2})
    merged = py.organizations.merge_metadata(organization_id=workshop, public_metadata={"a": None})
    file = {"file_name": "a.png", "content": PIXEL, "content_type": "image/png"}
    with_logo = py.organizations.upload_logo(organization_id=workshop, file=file)

    assert {"b": 2} == merged.public_metadata
    assert [True, False] == [
        with_logo.has_image,
        py.organizations.delete_logo(organization_id=workshop).has_image,
    ]


def test_python_keeps_members(py, workshop, sol):
    """They join, change their role and their metadata, are found, and leave."""
    made = py.organization_memberships.create(organization_id=workshop, user_id=sol, role="org:member")
    py.organization_memberships.update(organization_id=workshop, user_id=sol, role="org:accountant")
    changed = py.organization_memberships.update_metadata(
        organization_id=workshop, user_id=sol, public_metadata={"desk": 4}
    )
    found = py.organization_memberships.list(organization_id=workshop, user_id=[sol])
    own = py.users.get_organization_memberships(user_id=sol)
    everywhere = py.users.get_instance_organization_memberships(limit=50)
    gone = py.organization_memberships.delete(organization_id=workshop, user_id=sol)

    assert ("org:accountant", {"desk": 4}) == (changed.role, changed.public_metadata)
    assert "org:invoices:manage" in changed.permissions
    assert [[made.id]] * 2 == [[it.id for it in page.data] for page in (found, own)]
    assert made.id in {it.id for it in everywhere.data}
    assert made.id == gone.id
    assert 0 == py.users.get_organization_memberships(user_id=sol).total_count


def test_javascript_makes_changes_and_deletes_organizations(js, sol):
    """Also when edition 3 sends metadata in a request of their own."""
    made = js.organizations.createOrganization({"name": "Kite Works", "createdBy": sol})
    given = {"name": "Kites", "publicMetadata": {"plan": "gold"}}
    changed = js.organizations.updateOrganization(made["id"], given)
    found = js.organizations.getOrganization({"slug": "kite-works", "includeMembersCount": True})
    listed = js.organizations.getOrganizationList({"query": "kite", "orderBy": "-members_count"})
    gone = js.organizations.deleteOrganization(made["id"])

    assert ("Kites", {"plan": "gold"}) == (changed["name"], changed["publicMetadata"])
    assert (made["id"], 1) == (found["id"], found["membersCount"])
    assert ([made["id"]], 1) == ([it["id"] for it in listed["data"]], listed["totalCount"])
    assert gone["deleted"]
    assert 404 == refusal(js.organizations.getOrganization, {"organizationId": made["id"]})[0]


def test_javascript_keeps_metadata_and_logos_of_organizations(js, workshop):
    """Merging removes what is null; a logo is there until it is deleted."""
    js.organizations.updateOrganizationMetadata(workshop, {"privateMetadata": {"a": 1, "b": 2}})
    merged = js.organizations.updateOrganizationMetadata(workshop, {"privateMetadata": {"a": None}})
    with_logo = js.organizations.updateOrganizationLogo(workshop, {"file": blob(PIXEL, "image/png")})

    assert {"b": 2} == merged["privateMetadata"]
    assert [True, False] == [
        with_logo["hasImage"],
        js.organizations.deleteOrganizationLogo(workshop)["hasImage"],
    ]


def test_javascript_3_replaces_metadata_of_organizations(js3, workshop):
    """Replacing keeps nothing of before."""
    js3.organizations.updateOrganizationMetadata(workshop, {"publicMetadata": {"a": 1}})
    replaced = js3.organizations.replaceOrganizationMetadata(workshop, {"publicMetadata": {"b": 2}})

    assert {"b": 2} == replaced["publicMetadata"]


def test_javascript_keeps_members(js, workshop, sol):
    """They join, change their role and their metadata, are found, and leave."""
    at = {"organizationId": workshop, "userId": sol}
    made = js.organizations.createOrganizationMembership({**at, "role": "org:member"})
    js.organizations.updateOrganizationMembership({**at, "role": "org:accountant"})
    metadata = {**at, "publicMetadata": {"desk": 4}}
    changed = js.organizations.updateOrganizationMembershipMetadata(metadata)
    found = js.organizations.getOrganizationMembershipList({"organizationId": workshop, "userId": [sol]})
    own = js.users.getOrganizationMembershipList({"userId": sol})
    everywhere = js.organizations.getInstanceOrganizationMembershipList({"limit": 50})
    gone = js.organizations.deleteOrganizationMembership(at)

    assert ("org:accountant", {"desk": 4}) == (changed["role"], changed["publicMetadata"])
    assert [[made["id"]]] * 2 == [[it["id"] for it in page["data"]] for page in (found, own)]
    assert made["id"] in {it["id"] for it in everywhere["data"]}
    assert made["id"] == gone["id"]


def test_members_are_found_by_role_and_name(clerk, py, js, workshop):
    """Filters arrive the same from both libraries."""
    milo, ines = person(clerk.world, MILO), person(clerk.world, INES)
    by_role = py.organization_memberships.list(organization_id=workshop, role=["org:accountant"])
    by_name = js.organizations.getOrganizationMembershipList(
        {"organizationId": workshop, "nameQuery": "milo"}
    )

    assert [ines] == [it.public_user_data.user_id for it in by_role.data]
    assert [milo] == [it["publicUserData"]["userId"] for it in by_name["data"]]


def test_refusals_are_clerks(py, js, workshop, sol):
    """A founder that nobody knows, and the last one who may manage members."""
    nobody = "user_3000001nobodyknowsthis000000"
    ledger = py.organizations.get(organization_id="attic")
    last = py.organization_memberships.list(organization_id=ledger.id).data[0].public_user_data.user_id

    assert (400, ["organization_creator_not_found"]) == refusal(
        js.organizations.createOrganization, {"name": "Kites", "createdBy": nobody}
    )
    assert (400, ["organization_minimum_permissions_needed"]) == refusal(
        py.organization_memberships.delete, organization_id=ledger.id, user_id=last
    )
