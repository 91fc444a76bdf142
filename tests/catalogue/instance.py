"""Provokes the refusals of changes to the instance: domains, templates, applications, lists."""

from typing import Any

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes

CONNECTION = {"name": "Acme", "domain": "acme.test", "provider": "saml_okta"}
CODE = "/v1/templates/email/verification_code"


def served(stage: Stage, scenario: str = "one_user", /, **settings: Any) -> tuple[World, Caller]:
    world = stage.world(scenario, **settings)
    return world, stage.backend(world)


@provokes("record_exists")
def the_same_address_twice(stage: Stage) -> Reply:
    _, backend = served(stage)
    backend.post("/v1/redirect_urls", url="https://a.test/in")
    return backend.post("/v1/redirect_urls", url="https://a.test/in")


@provokes("request_invalid_for_environment")
def a_move_in_development(stage: Stage) -> Reply:
    return served(stage)[1].post("/v1/instance/change_domain", home_url="https://a.test")


@provokes("domain_update_forbidden")
def a_proxy_in_development(stage: Stage) -> Reply:
    proxied = {"name": "a.test", "is_satellite": True, "proxy_url": "https://a.test/__clerk"}
    return served(stage)[1].post("/v1/domains", **proxied)


@provokes("operation_not_allowed_on_primary_domain")
def a_primary_domain_to_be_deleted(stage: Stage) -> Reply:
    _, backend = served(stage)
    primary = backend.get("/v1/domains").json()["data"][0]
    return backend.delete(f"/v1/domains/{primary['id']}")


@provokes("primary_domain_already_exists")
def a_second_primary_domain(stage: Stage) -> Reply:
    return served(stage)[1].post("/v1/domains", name="a.test", is_satellite=False)


@provokes("organizations_disable_not_allowed")
def organizations_in_use(stage: Stage) -> Reply:
    return served(stage, "b2b")[1].patch("/v1/instance/organization_settings", enabled=False)


@provokes("session_token_jwt_template")
def a_template_in_use(stage: Stage) -> Reply:
    _, backend = served(stage)
    made = backend.post("/v1/jwt_templates", name="session", claims={"a": 1}).json()
    backend.patch("/v1/beta_features/instance_settings", session_token_template="session")
    return backend.delete(f"/v1/jwt_templates/{made['id']}")


@provokes("template_type_unsupported")
def a_fax(stage: Stage) -> Reply:
    return served(stage)[1].get("/v1/templates/fax")


@provokes("template_revert_error")
def nothing_to_revert(stage: Stage) -> Reply:
    return served(stage)[1].post(f"{CODE}/revert")


@provokes("invalid_template_body")
def a_body_that_is_not_closed(stage: Stage) -> Reply:
    return served(stage)[1].put(CODE, body="{{otp_code")


@provokes("required_variable_missing")
def a_body_without_the_code(stage: Stage) -> Reply:
    return served(stage)[1].put(CODE, body="Hello")


@provokes("svix_app_missing")
def no_application(stage: Stage) -> Reply:
    return served(stage)[1].delete("/v1/webhooks/svix")


@provokes("saml_connection_cant_be_activated")
def an_incomplete_connection(stage: Stage) -> Reply:
    _, backend = served(stage)
    made = backend.post("/v1/saml_connections", **CONNECTION).json()
    return backend.patch(f"/v1/saml_connections/{made['id']}", active=True)


@provokes("saml_metadata_missing_fields")
def incomplete_metadata(stage: Stage) -> Reply:
    return served(stage)[1].post("/v1/saml_connections", **CONNECTION, idp_metadata="<EntityDescriptor/>")


@provokes("organization_already_has_sso_connection")
def a_second_connection(stage: Stage) -> Reply:
    world, backend = served(stage, "b2b")
    own = {"organization_id": next(iter(world.organizations)).id}
    backend.post("/v1/saml_connections", **CONNECTION, **own)
    return backend.post("/v1/saml_connections", **(CONNECTION | {"domain": "b.test"}), **own)


@provokes("oauth_application_consent_screen_cannot_be_disabled")
def nobody_is_asked(stage: Stage) -> Reply:
    wishes = {"name": "Shop", "public": True, "consent_screen_enabled": False}
    return served(stage)[1].post("/v1/oauth_applications", **wishes)


@provokes("agent_task_not_found")
def an_unknown_task(stage: Stage) -> Reply:
    return served(stage)[1].post("/v1/agents/tasks/agent_task_1/revoke")


@provokes("waitlist_entry_invalid_status")
def turned_away_twice(stage: Stage) -> Reply:
    _, backend = served(stage)
    made = backend.post("/v1/waitlist_entries", email_address="lin@engines.test").json()
    backend.post(f"/v1/waitlist_entries/{made['id']}/reject")
    return backend.post(f"/v1/waitlist_entries/{made['id']}/reject")


@provokes("malformed_publishable_key")
def no_publishable_key(stage: Stage) -> Reply:
    return served(stage)[1].get("/v1/public/interstitial", publishable_key="sk_test_x")


@provokes("bulk_size_exceeded")
def too_many_at_once(stage: Stage) -> Reply:
    guests = [{"email_address": f"guest{number}@engines.test"} for number in range(11)]
    return served(stage)[1].request("POST", "/v1/invitations/bulk", json=guests)
