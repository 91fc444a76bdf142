"""Tag Domains: members who manage an organization claim its domains, prove them, and say who enrolls how."""

from mockfapi.http import lists, needed
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import organization_access, organization_domains, own_domains
from mockfapi.rules.permissions import MANAGE_DOMAINS, READ_DOMAINS
from mockfapi.world.records import Deleted, Organization, OrganizationDomain


def _place(call: SessionCall, permission: str) -> Organization:
    id = call.path["organization_id"]
    it = organization_access.entered_to(call.world, call.user, id, permission)
    organization_domains.require_enabled(call.world)
    return it


def _own(call: SessionCall, permission: str = MANAGE_DOMAINS) -> OrganizationDomain:
    return organization_domains.of(call.world, _place(call, permission), call.path["domain_id"])


@operation("CreateOrganizationDomain")
def create(call: SessionCall) -> OrganizationDomain:
    name, mode = call.params.required("name"), call.params.text("enrollment_mode")
    return own_domains.create(call.world, _place(call, MANAGE_DOMAINS), call.user, name, mode)


@operation("ListOrganizationDomains")
def list_domains(call: SessionCall) -> Page[OrganizationDomain]:
    wanted, mode = {"organization_id": _place(call, READ_DOMAINS).id}, call.query.text("enrollment_mode")
    verified = call.query.flag("verified")
    more = {"verified": str(verified).lower()} if verified is not None else {}
    modes = {"enrollment_mode": [mode]} if mode else {}
    return lists.page(call, organization_domains.found(call.world, wanted | more | modes, None))


@operation("GetOrganizationDomain")
def read(call: SessionCall) -> OrganizationDomain:
    return _own(call, READ_DOMAINS)


@operation("deleteOrganizationDomain")
def delete(call: SessionCall) -> Deleted:
    gone = organization_domains.delete(call.world, _own(call))
    return Deleted(gone.id, "organization_domain")


@operation("UpdateOrganizationDomainEnrollmentMode")
def choose_mode(call: SessionCall) -> OrganizationDomain:
    mode, delete_pending = needed.text(call.params, "enrollment_mode"), call.params.flag("delete_pending")
    return own_domains.choose_mode(call.world, _own(call), mode, delete_pending=bool(delete_pending))


@operation("prepareOrganizationDomainVerification")
def prepare_verification(call: SessionCall) -> OrganizationDomain:
    return own_domains.prepare(call.world, _own(call), needed.text(call.params, own_domains.PARAM))


@operation("attemptOrganizationDomainVerification")
def attempt_verification(call: SessionCall) -> OrganizationDomain:
    return own_domains.attempt(call.world, _own(call), needed.text(call.params, "code"))
