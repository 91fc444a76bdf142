"""Group OrganizationPermissions: servers make, change and delete what roles may allow."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import organizations, permissions
from mockfapi.world.records import Permission


def _own(call: BackendCall) -> Permission:
    organizations.require_enabled(call.world)
    return call.world.permissions[call.path["permission_id"]]


@operation("OrganizationPermissions_list")
def list_permissions(call: BackendCall) -> Page[Permission]:
    organizations.require_enabled(call.world)
    return page(call, permissions.found(call.world, call.query.text("query"), call.query.text("order_by")))


@operation("OrganizationPermissions_create")
def create(call: BackendCall) -> Permission:
    organizations.require_enabled(call.world)
    name, key = call.params.required("name"), call.params.required("key")
    return permissions.create(call.world, name, key, call.params.text("description"))


@operation("OrganizationPermissions_get")
def read(call: BackendCall) -> Permission:
    return _own(call)


@operation("OrganizationPermissions_update")
def update(call: BackendCall) -> Permission:
    return permissions.update(call.world, _own(call), call.params.given())


@operation("OrganizationPermissions_delete")
def delete(call: BackendCall) -> Document:
    gone = permissions.delete(call.world, _own(call))
    return Document({"object": "permission", "id": gone.id, "deleted": True})
