"""Provokes the refusals of handshakes, satellites, proxies and JWT templates."""

from mockfapi.http.transport import Reply
from tests.catalogue.stage import Stage, provokes

HANDSHAKE = "/v1/client/handshake"
APP = "http://localhost:3000/"
FAPI = "clerk.other.test"
PROXY = {"Clerk-Proxy-Url": "http://localhost:3000/__clerk", "X-Forwarded-For": "192.0.2.7"}


@provokes("invalid_handshake")
def a_handshake_to_nowhere(stage: Stage) -> Reply:
    return stage.browser(stage.world()).get(HANDSHAKE)


@provokes("redirect_url_not_associated_with_instance")
def an_unknown_satellite(stage: Stage) -> Reply:
    return stage.browser(stage.world()).get(HANDSHAKE, redirect_url=APP, satellite_fapi=FAPI)


@provokes("sync_nonce_already_consumed")
def linking_twice(stage: Stage) -> Reply:
    browser = stage.browser(stage.world(behaviour__satellite_domains=(FAPI,)))
    synced = browser.get("/v1/client/sync", link_domain=FAPI, redirect_url=APP)
    token = synced.headers["location"].partition("__clerk_token=")[2]
    browser.get("/v1/client/link", __clerk_token=token)
    return browser.get("/v1/client/link", __clerk_token=token)


@provokes("operation_not_allowed_on_satellite_domain")
def syncing_on_a_satellite(stage: Stage) -> Reply:
    browser = stage.browser(stage.world(behaviour__satellite_domains=(FAPI,)))
    query = {"link_domain": FAPI, "redirect_url": APP}
    return browser.request("GET", "/v1/client/sync", query=query, headers={"host": FAPI})


@provokes("proxy_request_missing_secret_key")
def a_proxy_without_a_key(stage: Stage) -> Reply:
    return stage.browser(stage.world()).request("GET", "/v1/client", headers=PROXY)


@provokes("proxy_request_invalid_secret_key")
def a_proxy_with_a_wrong_key(stage: Stage) -> Reply:
    headers = {**PROXY, "Clerk-Secret-Key": "sk_test_ofsomebodyelse"}
    return stage.browser(stage.world()).request("GET", "/v1/client", headers=headers)


@provokes("invalid_proxy_configuration")
def a_proxy_that_is_nowhere(stage: Stage) -> Reply:
    world = stage.world()
    headers = {**PROXY, "Clerk-Proxy-Url": "/__clerk", "Clerk-Secret-Key": world.keys.secret_key}
    query = {"domain_id": "dmn_1"}
    return stage.browser(world).request("GET", "/v1/proxy-health", query=query, headers=headers)


@provokes("missing_header")
def a_proxy_that_does_not_name_itself(stage: Stage) -> Reply:
    world = stage.world()
    headers = {"X-Forwarded-For": "192.0.2.7", "Clerk-Secret-Key": world.keys.secret_key}
    query = {"domain_id": "dmn_1"}
    return stage.browser(world).request("GET", "/v1/proxy-health", query=query, headers=headers)


@provokes("jwt_template_reserved_claim")
def a_claim_that_tokens_have_anyway(stage: Stage) -> Reply:
    body = {"name": "mine", "claims": {"sub": "{{user.external_id}}"}}
    return stage.backend(stage.world()).request("POST", "/v1/jwt_templates", json=body)
