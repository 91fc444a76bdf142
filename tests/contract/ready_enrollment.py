"""What members do about who comes to their organization: invitations, domains, requests."""

from mockfapi.rules import organization_suggestions
from tests.contract.stock import MINA, Prepared

INVITED, ROLE = "iris@elsewhere.test", {"role": "org:member"}
AFFILIATION = "affiliation_email_address"


def walk(it: Prepared) -> None:
    """The press has an invitation, domains at every stage and a request; Vera is told of another place."""
    press = it.clerk.world.organizations.first(slug="novak-press")
    assert press is not None
    path = {"organization_id": press.id}
    _note_invitations(it, path)
    _note_domains(it, path)
    _note_requests(it, path)
    mill = it.made("organizations", name="Paper Mill")["id"]
    domain = {"name": "everything.test", "enrollment_mode": "automatic_suggestion"}
    it.made(f"organizations/{mill}/domains", **domain)
    suggestion = next(iter(it.visitor.get("/v1/me/organization_suggestions").response["data"]))
    it.fits("acceptOrganizationSuggestion", {"suggestion_id": suggestion["id"]})
    it.fits("getOrganizationSuggestions", query={"status": ["pending", "accepted"]})


def _note_invitations(it: Prepared, press: dict[str, str]) -> None:
    url = f"/v1/organizations/{press['organization_id']}/invitations"
    made = it.visitor.post(url, email_address=INVITED, **ROLE).response["id"]
    it.fits("createOrganizationInvitations", press, body=ROLE | {"email_address": "ivo@elsewhere.test"})
    several = {"email_address": ["ivo@elsewhere.test", "ilse@elsewhere.test"]}
    it.fits("bulkCreateOrganizationInvitations", press, body=ROLE | several)
    it.fits("getOrganizationInvitations", press, query={"status": ["pending"]})
    it.fits("getAllPendingOrganizationInvitations", press)
    it.fits("revokePendingOrganizationInvitation", press | {"invitation_id": made})


def _note_domains(it: Prepared, press: dict[str, str]) -> None:
    url = f"/v1/organizations/{press['organization_id']}/domains"
    proven = press | {"domain_id": it.made(url.removeprefix("/v1/"), name="proven.test")["id"]}
    claimed = press | {"domain_id": it.visitor.post(url, name="claimed.test").response["id"]}
    address = {AFFILIATION: "boss@claimed.test"}
    it.visitor.post(f"{url}/{claimed['domain_id']}/prepare_affiliation_verification", **address)
    code = {"code": it.clerk.outbox.last(to=address[AFFILIATION]).code}
    it.fits("CreateOrganizationDomain", press, body={"name": "fresh.test"})
    it.fits("ListOrganizationDomains", press, query={"verified": "true"})
    it.fits("GetOrganizationDomain", proven)
    it.fits("deleteOrganizationDomain", proven)
    mode = {"enrollment_mode": "automatic_invitation", "delete_pending": True}
    it.fits("UpdateOrganizationDomainEnrollmentMode", proven, body=mode)
    it.fits("prepareOrganizationDomainVerification", claimed, body=address)
    it.fits("attemptOrganizationDomainVerification", claimed, body=code)


def _note_requests(it: Prepared, press: dict[str, str]) -> None:
    world = it.clerk.world
    asked = organization_suggestions.ask(world, press["organization_id"], world.users[it.user(MINA)])
    path = press | {"request_id": asked.id}
    it.fits("listOrganizationMembershipRequests", press, query={"status": ["pending"]})
    it.fits("acceptOrganizationMembershipRequest", path)
    it.fits("rejectOrganizationMembershipRequest", path)
