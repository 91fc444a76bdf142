"""Group Organizations: servers found, find, change and delete organizations."""

from typing import Any

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.http.results import Document, Page
from mockfapi.http.times import moment
from mockfapi.rules import organization_changes, organization_lists, organizations
from mockfapi.world.records import CountedOrganization, Organization

FILTERS = ("query", "user_id", "organization_id")


def _own(call: BackendCall) -> Organization:
    return organization_changes.of(call.world, call.path["organization_id"])


def _fields(params: Params) -> dict[str, Any]:
    """What was given, the time in milliseconds."""
    given = params.given()
    return given | ({"created_at": moment(params, "created_at")} if "created_at" in given else {})


def _counted(call: BackendCall, it: Organization) -> CountedOrganization:
    members = call.query.flag("include_members_count")
    managers = call.query.flag("include_missing_member_with_elevated_permissions")
    return CountedOrganization(it, bool(members), bool(managers))


@operation("Organizations_listSortedByCreationDate")
def list_organizations(call: BackendCall) -> Page[CountedOrganization]:
    organizations.require_enabled(call.world)
    given = call.query.given()
    wanted = {name: given[name] for name in FILTERS if name in given}
    found = page(call, organization_lists.found(call.world, wanted, call.query.text("order_by")))
    return Page([_counted(call, it) for it in found.records], found.total)


@operation("Organizations_createNewOrganization")
def create(call: BackendCall) -> Organization:
    return organization_changes.create(call.world, _fields(call.params))


@operation("Organizations_getByIdOrSlug")
def read(call: BackendCall) -> CountedOrganization:
    it = organization_changes.of_id_or_slug(call.world, call.path["organization_id"])
    return _counted(call, it)


@operation("Organizations_updateOrganization")
def update(call: BackendCall) -> Organization:
    return organization_changes.update(call.world, _own(call), _fields(call.params))


@operation("Organizations_deleteOrganization")
def delete(call: BackendCall) -> Document:
    gone = organization_changes.delete(call.world, _own(call))
    return Document({"object": "organization", "id": gone.id, "slug": gone.slug, "deleted": True})


@operation("Organizations_mergeOrganizationMetadata")
def merge_metadata(call: BackendCall) -> Organization:
    return organization_changes.merge_metadata(call.world, _own(call), call.params.given())


@operation("Organizations_replaceOrganizationMetadata")
def replace_metadata(call: BackendCall) -> Organization:
    return organization_changes.replace_metadata(call.world, _own(call), call.params.given())


@operation("Organizations_updateOrganizationLogo")
def set_logo(call: BackendCall) -> Organization:
    content, uploader = call.params.file("file"), call.params.text("uploader_user_id")
    return organization_changes.set_logo(call.world, _own(call), content, uploader)


@operation("Organizations_removeLogo")
def delete_logo(call: BackendCall) -> Organization:
    return organization_changes.delete_logo(call.world, _own(call))
