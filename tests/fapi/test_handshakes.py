"""Handshakes, satellites, proxies and what else leads browsers around, through the door."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from tests.people import ADA, codes, sign_in
from tests.rules.worlds import configure

HANDSHAKE = "/v1/client/handshake"
APP = "http://localhost:3000/"
FAPI = "clerk.other.test"
PROXY = "http://localhost:3000/__clerk"


def query(reply) -> dict[str, str]:
    found = parse_qs(urlsplit(reply.headers["location"]).query)
    return {name: values[0] for name, values in found.items()}


def directives(world, reply) -> list[str]:
    options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    key = jwt.PyJWK(world.signer.jwk()).key
    token = query(reply)["__clerk_handshake"]
    return jwt.decode(token, key, algorithms=["RS256"], options=options)["handshake"]


def session_in(lines: list[str]) -> str:
    return next(it for it in lines if it.startswith("__session=")).partition("=")[2].partition(";")[0]


def test_a_dev_browser_in_the_query_brings_its_session(browser, world):
    """307 to the page, and again when the address is loaded again."""
    token = browser.post("/v1/dev_browser").json()["id"]
    browser.query = {"__clerk_db_jwt": token}
    sign_in(browser)
    replies = [browser.get(HANDSHAKE, redirect_url=APP) for _ in range(3)]

    assert [307, 307, 307] == [it.status_code for it in replies]
    assert all(session_in(directives(world, it)) for it in replies)
    assert "__clerk_db_jwt" not in query(replies[0])


def test_a_client_cookie_brings_its_session_and_a_dev_browser(browser, world):
    """A browser that used cookies so far goes on with a dev browser."""
    sign_in(browser)
    reply = browser.get(HANDSHAKE, redirect_url=APP)
    browser.cookies.clear()
    client = browser.get("/v1/client", __clerk_db_jwt=query(reply)["__clerk_db_jwt"]).response

    assert session_in(directives(world, reply))
    assert ADA == client["sessions"][0]["public_user_data"]["identifier"]


@pytest.mark.parametrize(
    "stale", [{"query": {"__clerk_db_jwt": "dvb_nonsense"}}, {"headers": {"cookie": "__client=nonsense"}}]
)
def test_credentials_that_are_good_for_nothing_stop_nobody(browser, world, stale):
    """A navigation cannot be refused for them: a new dev browser takes their place."""
    asked = {"redirect_url": APP, **stale.get("query", {})}
    reply = browser.request("GET", HANDSHAKE, query=asked, headers=stale.get("headers"))

    assert 307 == reply.status_code
    assert world.dev_browsers.find(query(reply)["__clerk_db_jwt"])


def test_a_page_cannot_have_a_session_sent_to_itself(browser):
    """That it asks, and from where, is no reason to lead there."""
    sign_in(browser)
    reply = browser.request(
        "GET",
        HANDSHAKE,
        query={"redirect_url": "https://evil.test/"},
        headers={"origin": "https://evil.test"},
    )

    assert (422, [("redirect_url_domain_mismatch", "redirect_url")]) == (reply.status_code, codes(reply))


@pytest.mark.parametrize(("suffixed", "copies"), [("true", True), ("false", False), (None, True)])
def test_servers_say_whether_they_want_copies(browser, world, suffixed, copies):
    """`suffixed_cookies`; who says nothing gets both."""
    asked = {} if suffixed is None else {"suffixed_cookies": suffixed}
    lines = directives(world, browser.get(HANDSHAKE, redirect_url=APP, **asked))

    assert copies == any(it.startswith("__client_uat_") for it in lines)


def test_a_nonce_is_redeemed_by_the_server(browser, house, world):
    """Once, with the secret key; nobody else may."""
    asked = browser.get(HANDSHAKE, redirect_url=APP, format="nonce")
    nonce, path = query(asked)["__clerk_handshake_nonce"], "/v1/clients/handshake_payload"
    stranger = browser.get(path, nonce=nonce)
    first, second = (house.backend(world).get(path, nonce=nonce) for _ in range(2))

    assert 401 == stranger.status_code
    assert any(it.startswith("__client_uat=0") for it in first.json()["directives"])
    assert (404, "resource_not_found") == (second.status_code, second.errors[0]["code"])


def test_an_unknown_format_is_refused(browser):
    """400: nonce or token."""
    reply = browser.get(HANDSHAKE, redirect_url=APP, format="xml")

    assert (400, [("invalid_query_parameter_value", "format")]) == (reply.status_code, codes(reply))


def test_production_puts_the_payload_into_a_cookie(browser, world):
    """The address stays as it was."""
    configure(world, display_config__instance_environment_type="production")
    reply = browser.get(HANDSHAKE, redirect_url=APP)
    (cookie,) = (value for name, value in reply.answer.headers if name == "Set-Cookie")

    assert APP == reply.headers["location"]
    assert cookie.startswith("__clerk_handshake=ey")
    assert "Path=/; Max-Age=60;" in cookie


def test_a_satellite_gets_the_client_of_the_primary_domain(browser, house, world):
    """Sync, then link on the satellite's host, whose answer keeps the client there."""
    configure(world, behaviour__satellite_domains=(FAPI,))
    sign_in(browser)
    synced = browser.get("/v1/client/sync", link_domain=FAPI, redirect_url="https://other.test/")
    visitor = house.browser(world)
    linked = visitor.get("/v1/client/link", __clerk_token=query(synced)["__clerk_token"])

    assert (307, 307) == (synced.status_code, linked.status_code)
    assert "true" == query(linked)["__clerk_synced"]
    assert 1 == len(visitor.get("/v1/client").response["sessions"])


def test_touching_a_client_renews_its_cookie_on_the_way(browser, world):
    """Also when the token is the newest; no open redirect."""
    sign_in(browser)
    reply = browser.get("/v1/client/touch", redirect_url=APP)
    away = browser.get("/v1/client/touch", redirect_url="https://evil.test/")

    assert (307, APP) == (reply.status_code, reply.headers["location"])
    assert reply.headers["set-cookie"].startswith("__client=ey")
    assert (422, [("redirect_url_domain_mismatch", "redirect_url")]) == (away.status_code, codes(away))


def test_a_solved_captcha_counts_for_the_client(browser, world):
    """What it solved is remembered; a token that is none is refused."""
    configure(world, user_settings__sign_up__captcha_enabled=True)
    bad = browser.post("/v1/client/verify", captcha_token="guess")
    good = browser.post("/v1/client/verify", captcha_token="XXXX.DUMMY.TOKEN.XXXX")

    assert "captcha_invalid" == bad.errors[0]["code"]
    assert (200, True) == (good.status_code, good.response["captcha_bypass"])
    assert True is browser.get("/v1/client").response["captcha_bypass"]


def test_a_proxy_with_the_secret_key_is_let_through(browser, house, world):
    """Its key names the world, and links lead to its address."""
    headers = {"Clerk-Proxy-Url": f"{PROXY}/", "Clerk-Secret-Key": world.keys.secret_key}
    reply = house.browser().request("GET", "/.well-known/openid-configuration", headers=headers)
    health = browser.request(
        "GET",
        "/v1/proxy-health",
        query={"domain_id": "dmn_1"},
        headers={**headers, "X-Forwarded-For": "192.0.2.7, 192.0.2.8"},
    )

    assert f"{PROXY}/oauth/token" == reply.json()["token_endpoint"]
    assert {"status": "healthy", "x_forwarded_for": "192.0.2.7"} == health.json()


def test_browsers_are_told_to_forget_this_host(browser):
    """The header does it; the body is JSON, for clients that want one."""
    reply = browser.get("/v1/clear-site-data")

    assert ('"*"', True) == (reply.headers["clear-site-data"], reply.json()["cleared"])


def test_the_account_portal_shows_where_its_pages_lead(browser, world):
    """The pages are hosted nowhere, so they are off."""
    configure(world, display_config__after_sign_in_url="https://app.acme.dev/in")
    portal = browser.get("/v1/account_portal").json()

    assert ("https://app.acme.dev/in", False) == (portal["after_sign_in_url"], portal["enabled"])
