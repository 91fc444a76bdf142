"""Group OrganizationDomains: servers give organizations domains, vouch for them and take them away."""

from typing import Any

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Page
from mockfapi.rules import organization_changes, organization_domains
from mockfapi.world.records import Organization, OrganizationDomain

FILTERS = ("organization_id", "verified", "enrollment_mode", "query", "domains")


def _place(call: BackendCall) -> Organization:
    organization_domains.require_enabled(call.world)
    return organization_changes.of(call.world, call.path["organization_id"])


def _own(call: BackendCall) -> OrganizationDomain:
    return organization_domains.of(call.world, _place(call), call.path["domain_id"])


def _wanted(call: BackendCall) -> dict[str, Any]:
    given = call.query.given()
    return {name: given[name] for name in FILTERS if name in given}


@operation("OrganizationDomains_create")
def create(call: BackendCall) -> OrganizationDomain:
    name, mode = call.params.required("name"), call.params.text("enrollment_mode")
    verified = call.params.flag("verified") is not False
    return organization_domains.create(call.world, _place(call), name, mode, verified=verified)


@operation("OrganizationDomains_list")
def list_domains(call: BackendCall) -> Page[OrganizationDomain]:
    wanted = _wanted(call) | {"organization_id": _place(call).id}
    return page(call, organization_domains.found(call.world, wanted, None))


@operation("OrganizationDomains_listAll")
def list_all(call: BackendCall) -> Page[OrganizationDomain]:
    organization_domains.require_enabled(call.world)
    return page(call, organization_domains.found(call.world, _wanted(call), call.query.text("order_by")))


@operation("OrganizationDomains_update")
def update(call: BackendCall) -> OrganizationDomain:
    mode, verified = call.params.text("enrollment_mode"), call.params.flag("verified")
    return organization_domains.update(call.world, _own(call), mode, verified)


@operation("OrganizationDomains_delete")
def delete(call: BackendCall) -> Document:
    gone = organization_domains.delete(call.world, _own(call))
    return Document({"object": "organization_domain", "id": gone.id, "deleted": True})


@operation("OrganizationDomains_verifyOwnership")
def verify_ownership(call: BackendCall) -> OrganizationDomain:
    return organization_domains.verify_ownership(call.world, _own(call))
