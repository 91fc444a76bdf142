"""Group Enterprise connections: identity providers of companies, and trials of them."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import enterprise_connections
from mockfapi.world.records import ConnectionTestRun, EnterpriseConnection


def _connection(call: BackendCall) -> EnterpriseConnection:
    return call.world.enterprise_connections[call.path["enterprise_connection_id"]]


@operation("EnterpriseConnections_list")
def list_connections(call: BackendCall) -> Page[EnterpriseConnection]:
    wanted = call.query.text("organization_id"), call.query.flag("active")
    return page(call, enterprise_connections.found(call.world, *wanted))


@operation("EnterpriseConnections_create")
def create(call: BackendCall) -> EnterpriseConnection:
    given = call.params.given()
    named = given["name"], given["provider"], given["domains"]
    return enterprise_connections.create(call.world, *named, given)


@operation("EnterpriseConnections_get")
def read(call: BackendCall) -> EnterpriseConnection:
    return _connection(call)


@operation("EnterpriseConnections_update")
def update(call: BackendCall) -> EnterpriseConnection:
    return enterprise_connections.update(call.world, _connection(call), call.params.given())


@operation("EnterpriseConnections_delete")
def delete(call: BackendCall) -> Document:
    gone = enterprise_connections.delete(call.world, _connection(call))
    return Document({"object": "enterprise_connection", "id": gone.id, "deleted": True})


@operation("EnterpriseConnections_listTestRuns")
def list_test_runs(call: BackendCall) -> Page[ConnectionTestRun]:
    statuses = call.query.given().get("status")
    return page(call, enterprise_connections.test_runs(call.world, _connection(call), statuses))


@operation("EnterpriseConnections_createTestRun")
def create_test_run(call: BackendCall) -> Document:
    run = enterprise_connections.begin_test_run(call.world, _connection(call))
    return Document({"url": f"{call.world.issuer}/v1/enterprise_connection_test_runs/{run.id}"})
