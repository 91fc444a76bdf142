"""Group SamlConnectionsBeta: identity providers of companies."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import saml_connections
from mockfapi.world.records import Deleted, SamlConnection


def _connection(call: BackendCall) -> SamlConnection:
    return call.world.saml_connections[call.path["saml_connection_id"]]


@operation("SamlConnectionsBeta_getList")
def list_connections(call: BackendCall) -> Page[SamlConnection]:
    query = call.query
    organizations = query.given().get("organization_id")
    found = saml_connections.found(call.world, query.text("query"), query.text("order_by"), organizations)
    return page(call, found)


@operation("SamlConnectionsBeta_createNewConnection")
def create(call: BackendCall) -> SamlConnection:
    return saml_connections.create(call.world, call.params.given())


@operation("SamlConnectionsBeta_getById")
def read(call: BackendCall) -> SamlConnection:
    return _connection(call)


@operation("SamlConnectionsBeta_updateConnectionById")
def update(call: BackendCall) -> SamlConnection:
    return saml_connections.update(call.world, _connection(call), call.params.given())


@operation("SamlConnectionsBeta_deleteConnectionById")
def delete(call: BackendCall) -> Deleted:
    return Deleted(call.world.saml_connections.remove(_connection(call).id).id, "saml_connection")
