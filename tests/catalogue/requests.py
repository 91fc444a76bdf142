"""Provokes the refusals of requests: who asks, what for, in which form."""

from dataclasses import replace
from typing import Any

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.http.wire import Request
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, SESSIONS, SIGN_INS, session_of, sign_in


def raw(stage: Stage, path: str = "/v1/client", *headers: tuple[str, str]) -> Reply:
    """A request with headers that no browser would send."""
    prefix = f"/w/{stage.world().name}"
    return Reply(stage.house.reception.answer(Request("GET", f"{prefix}{path}", "", headers)))


def opened(stage: Stage) -> Caller:
    """A browser with a client."""
    browser = stage.browser(stage.world())
    browser.put("/v1/client")
    return browser


def body(stage: Stage, content: bytes, media: str = "application/x-www-form-urlencoded") -> Reply:
    browser = stage.browser(stage.world())
    return browser.request("POST", SIGN_INS, body=content, headers={"content-type": media})


@provokes("authentication_invalid")
def a_dead_session(stage: Stage) -> Reply:
    browser = opened(stage)
    path = f"{SESSIONS}/{session_of(sign_in(browser))}"
    browser.post(f"{path}/end")
    return browser.post(f"{path}/tokens")


@provokes("signed_out")
def nobody_here(stage: Stage) -> Reply:
    return opened(stage).get("/v1/me")


@provokes("dev_browser_unauthenticated")
def an_unknown_dev_browser(stage: Stage) -> Reply:
    return stage.browser(stage.world()).get("/v1/client", __clerk_db_jwt="dvb_" + "x" * 27)


@provokes("authorization_header_format_invalid")
def no_bearer(stage: Stage) -> Reply:
    return raw(stage, "/v1/users/count")


@provokes("clerk_key_invalid")
def an_unknown_key(stage: Stage) -> Reply:
    return raw(stage, "/v1/users/count", ("authorization", "Bearer sk_test_unknown"))


@provokes("cookie_invalid")
def a_forged_cookie(stage: Stage) -> Reply:
    browser = opened(stage)
    browser.cookies["__client"] = "forged"
    return browser.get("/v1/client")


@provokes("origin_authorization_headers_conflict")
def both(stage: Stage) -> Reply:
    return raw(stage, "/v1/client", ("origin", "http://localhost:3000"), ("authorization", "abc"))


@provokes("origin_missing")
def no_origin(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    return browser.request("PATCH", "/v1/environment", headers={"origin": None})


@provokes("multiple_origin_header_values_forbidden")
def two_origins(stage: Stage) -> Reply:
    return raw(stage, "/v1/client", ("origin", "http://a.test"), ("origin", "http://b.test"))


@provokes("multiple_authorization_header_values_forbidden")
def two_authorizations(stage: Stage) -> Reply:
    return raw(stage, "/v1/client", ("authorization", "a"), ("authorization", "b"))


@provokes("host_invalid")
def an_empty_house(stage: Stage) -> Reply:
    del stage
    return Caller(App().reception).get("/v1/client")


@provokes("api_version_invalid")
def two_versions(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    headers = {"clerk-api-version": "2025-11-10"}
    return browser.request("GET", "/v1/client", query={"__clerk_api_version": "2025-11-10"}, headers=headers)


@provokes("unsupported_content_type")
def no_form(stage: Stage) -> Reply:
    return body(stage, b"<x/>", "text/xml")


@provokes("request_body_invalid")
def no_json(stage: Stage) -> Reply:
    backend = stage.backend(stage.world())
    return backend.request("POST", "/v1/users", body=b"{", headers={"content-type": "application/json"})


@provokes("request_body_too_large")
def a_megabyte(stage: Stage) -> Reply:
    return body(stage, b"identifier=" + b"x" * 1_000_001)


@provokes("malformed_request_parameters")
def a_thousand_fields(stage: Stage) -> Reply:
    return body(stage, b"a=1&" * 1001)


@provokes("missing_query_parameter")
def whose_page(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    return browser.request("GET", "/v1/dev_browser/init", headers={"origin": None})


@provokes("invalid_query_parameter_value")
def no_page(stage: Stage) -> Reply:
    return stage.browser(stage.world()).get("/v1/dev_browser/init", origin="nowhere")


@provokes("resource_not_found")
def an_unknown_session(stage: Stage) -> Reply:
    return opened(stage).get(f"{SESSIONS}/sess_unknown")


@provokes("path_not_found")
def a_typo(stage: Stage) -> Reply:
    return stage.browser(stage.world()).get("/v1/cleint")


@provokes("method_not_allowed")
def a_wrong_verb(stage: Stage) -> Reply:
    return stage.browser(stage.world()).put(SIGN_INS)


@provokes("not_modelled")
def not_yet(stage: Stage) -> Reply:
    return stage.browser(stage.world()).get("/v1/billing/plans")


@provokes("resource_forbidden")
def a_replaced_attempt(stage: Stage) -> Reply:
    browser = opened(stage)
    first, _ = (browser.post(SIGN_INS, identifier=ADA).response["id"] for _ in range(2))
    return browser.post(f"{SIGN_INS}/{first}/prepare_first_factor", strategy="email_code")


@provokes("client_not_found")
def without_a_client(stage: Stage) -> Reply:
    reply: Any = stage.browser(stage.world()).post(
        f"{SIGN_INS}/sia_1/prepare_first_factor", strategy="email_code"
    )
    return reply


@provokes("client_state_invalid")
def too_early(stage: Stage) -> Reply:
    browser = opened(stage)
    begun = browser.post(SIGN_INS).response["id"]
    return browser.post(f"{SIGN_INS}/{begun}/prepare_first_factor", strategy="email_code")


@provokes("internal_clerk_error")
def our_own_bug(stage: Stage) -> Reply:
    world = stage.world()
    browser = stage.browser(world)
    browser.put("/v1/client")
    for it in list(world.clients):
        broken: Any = "soon"
        world.clients.save(replace(it, created_at=broken))
    return browser.get("/v1/client")


@provokes("authorization_invalid")
def a_foreign_page(stage: Stage) -> Reply:
    backend = stage.backend(stage.world())
    return backend.request("GET", "/v1/users/count", headers={"origin": "https://evil.example"})
