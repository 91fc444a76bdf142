"""Group OrganizationRoles: servers make, change and delete the roles of the instance."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import organizations, roles
from mockfapi.world.records import Permission, Role


def _own(call: BackendCall) -> Role:
    organizations.require_enabled(call.world)
    return call.world.roles[call.path["organization_role_id"]]


def _permission(call: BackendCall) -> Permission:
    return call.world.permissions[call.path["permission_id"]]


@operation("OrganizationRoles_list")
def list_roles(call: BackendCall) -> Page[Role]:
    organizations.require_enabled(call.world)
    return page(call, roles.found(call.world, call.query.text("query"), call.query.text("order_by")))


@operation("OrganizationRoles_create")
def create(call: BackendCall) -> Role:
    organizations.require_enabled(call.world)
    name, key = call.params.required("name"), call.params.required("key")
    allowed = call.params.given().get("permissions") or ()
    included = call.params.flag("include_in_initial_role_set")
    return roles.create(call.world, name, key, call.params.text("description"), allowed, included)


@operation("OrganizationRoles_get")
def read(call: BackendCall) -> Role:
    return _own(call)


@operation("OrganizationRoles_update")
def update(call: BackendCall) -> Role:
    return roles.update(call.world, _own(call), call.params.given())


@operation("OrganizationRoles_delete")
def delete(call: BackendCall) -> Document:
    gone = roles.delete(call.world, _own(call))
    return Document({"object": "role", "id": gone.id, "deleted": True})


@operation("OrganizationRoles_assignPermission")
def assign_permission(call: BackendCall) -> Role:
    return roles.assign(call.world, _own(call), _permission(call))


@operation("OrganizationRoles_removePermission")
def remove_permission(call: BackendCall) -> Role:
    return roles.withdraw(call.world, _own(call), _permission(call))
