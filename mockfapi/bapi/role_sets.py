"""Group RoleSets: servers make and change sets of roles, and move organizations between them."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import organizations, role_set_changes, role_sets
from mockfapi.world.records import RoleSet


def _own(call: BackendCall) -> RoleSet:
    organizations.require_enabled(call.world)
    return role_sets.named(call.world, call.path["role_set_key_or_id"])


@operation("RoleSets_list")
def list_role_sets(call: BackendCall) -> Page[RoleSet]:
    organizations.require_enabled(call.world)
    return page(call, role_sets.found(call.world, call.query.text("query"), call.query.text("order_by")))


@operation("RoleSets_create")
def create(call: BackendCall) -> RoleSet:
    organizations.require_enabled(call.world)
    return role_set_changes.create(call.world, call.params.given())


@operation("RoleSets_get")
def read(call: BackendCall) -> RoleSet:
    return _own(call)


@operation("RoleSets_update")
def update(call: BackendCall) -> RoleSet:
    return role_set_changes.update(call.world, _own(call), call.params.given())


@operation("RoleSets_addRoles")
def add_roles(call: BackendCall) -> RoleSet:
    given = call.params.given()
    return role_set_changes.add_roles(call.world, _own(call), given["role_keys"], given)


@operation("RoleSets_replaceRole")
def replace_role(call: BackendCall) -> RoleSet:
    role, successor = call.params.required("role_key"), call.params.required("to_role_key")
    return role_set_changes.replace_role(call.world, _own(call), role, successor)


@operation("RoleSets_replace")
def replace(call: BackendCall) -> Document:
    it = _own(call)
    heir = role_sets.named(call.world, call.params.required("dest_role_set_key"), "dest_role_set_key")
    mappings = call.params.given().get("reassignment_mappings") or {}
    gone = role_set_changes.replace_with(call.world, it, heir, mappings)
    return Document({"object": "role_set", "id": gone.id, "deleted": True})
