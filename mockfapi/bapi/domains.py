"""Group Domains: where the instance and its satellites are at home."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import domains
from mockfapi.world.records import Deleted, Domain


def _domain(call: BackendCall) -> Domain:
    return domains.of(call.world, call.path["domain_id"])


@operation("Domains_getAllDomains")
def list_domains(call: BackendCall) -> Page[Domain]:
    found = domains.every(call.world)
    return Page(found, len(found))


@operation("Domains_addSatelliteDomain")
def add(call: BackendCall) -> Domain:
    return domains.add(
        call.world,
        call.params.required("name"),
        is_satellite=bool(call.params.flag("is_satellite")),
        proxy_url=call.params.text("proxy_url"),
    )


@operation("Domains_updateDomain")
def update(call: BackendCall) -> Domain:
    return domains.update(call.world, _domain(call), call.params.given())


@operation("Domains_deleteSatelliteDomain")
def delete(call: BackendCall) -> Deleted:
    return Deleted(domains.remove(call.world, _domain(call)).id, "domain")
