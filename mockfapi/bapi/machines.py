"""Group Machines: services without a user, their keys, and whom they may reach."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import machines
from mockfapi.world.records import Machine, MachineKey, MachineScope, MachineWithKey


def _machine(call: BackendCall) -> Machine:
    return call.world.machines[call.path["machine_id"]]


@operation("Machines_list")
def list_machines(call: BackendCall) -> Page[Machine]:
    query, order_by = call.query.text("query"), call.query.text("order_by")
    return page(call, machines.found(call.world, query, order_by))


@operation("Machines_create")
def create(call: BackendCall) -> MachineWithKey:
    return MachineWithKey(machines.create(call.world, **call.params.given()))


@operation("Machines_get")
def read(call: BackendCall) -> Machine:
    return _machine(call)


@operation("Machines_update")
def update(call: BackendCall) -> Machine:
    return machines.update(call.world, _machine(call), **call.params.given())


@operation("Machines_delete")
def delete(call: BackendCall) -> Document:
    gone = machines.delete(call.world, _machine(call))
    return Document({"object": "machine", "id": gone.id, "deleted": True})


@operation("Machines_getSecretKey")
def read_secret_key(call: BackendCall) -> MachineKey:
    return MachineKey(_machine(call))


@operation("Machines_rotateSecretKey")
def rotate_secret_key(call: BackendCall) -> MachineKey:
    seconds = call.params.number("previous_token_ttl") or 0
    return MachineKey(machines.rotate_secret_key(call.world, _machine(call), seconds))


@operation("Machines_createScope")
def create_scope(call: BackendCall) -> MachineScope:
    return machines.create_scope(call.world, _machine(call), call.params.required("to_machine_id"))


@operation("Machines_deleteScope")
def delete_scope(call: BackendCall) -> Document:
    gone = machines.delete_scope(call.world, _machine(call), call.path["other_machine_id"])
    names = {"from_machine_id": gone.from_machine_id, "to_machine_id": gone.to_machine_id}
    return Document({"object": "machine_scope", **names, "deleted": True})
