"""Refusals around coming to an organization, each provoked by a request of a browser."""

from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import enterprise_connections
from mockfapi.world import World
from tests.catalogue.memberships import admin
from tests.catalogue.organizations import place
from tests.catalogue.stage import Stage, provokes

MODES = {"enabled": True, "enrollment_modes": ("automatic_suggestion",)}
SOL, SOLS = "sol@freelance.test", "paper-kite-over-town"


def at_home(stage: Stage) -> tuple[World, Caller, str]:
    """The admin of an organization that may own domains, and where they are."""
    settings = {f"organization_settings__domains__{name}": value for name, value in MODES.items()}
    world = stage.world("b2b", **settings)
    return world, admin(stage, world), f"{place(world)}/domains"


@provokes("invited_member_in_organization")
def a_member_invited(stage: Stage) -> Reply:
    world = stage.world("b2b")
    form = {"email_address": "milo@workshop.test", "role": "org:member"}
    return admin(stage, world).post(f"{place(world)}/invitations", **form)


@provokes("organization_suggestion_already_accepted")
def asked_twice(stage: Stage) -> Reply:
    world, _, path = at_home(stage)
    made = stage.backend(world).post(path, name="freelance.test", enrollment_mode="automatic_suggestion")
    assert made.status_code == 200
    sol = stage.browser(world)
    sol.post("/v1/client/sign_ins", identifier=SOL, strategy="password", password=SOLS)
    own = "/v1/me/organization_suggestions"
    accept = f"{own}/{sol.get(own).response['data'][0]['id']}/accept"
    sol.post(accept)
    return sol.post(accept)


@provokes("organization_domain_exists_for_enterprise_connection")
def a_domain_in_use(stage: Stage) -> Reply:
    world, olga, path = at_home(stage)
    given = {"active": True, "saml": {"idp_metadata_url": "https://idp.test/m"}}
    enterprise_connections.create(world, "SSO", "saml_okta", ["sso.test"], given)
    return olga.post(path, name="sso.test")


@provokes("organization_domain_mismatch")
def an_address_elsewhere(stage: Stage) -> Reply:
    _, olga, path = at_home(stage)
    made = olga.post(path, name="paint.test").response["id"]
    form = {"affiliation_email_address": "olga@glue.test"}
    return olga.post(f"{path}/{made}/prepare_affiliation_verification", **form)


@provokes("organization_domain_ownership_not_verified")
def a_mode_without_a_proof(stage: Stage) -> Reply:
    _, olga, path = at_home(stage)
    made = olga.post(path, name="paint.test").response["id"]
    form = {"enrollment_mode": "automatic_suggestion"}
    return olga.post(f"{path}/{made}/update_enrollment_mode", **form)
