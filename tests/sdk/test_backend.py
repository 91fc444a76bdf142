"""@clerk/backend verifies our tokens, and its handshakes end signed in, signed out or in an organization."""

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.people import ADA, PASSWORDS, SIGN_INS
from tests.rules.worlds import configure

APP = "http://localhost:3000/dashboard?tab=1"


def options(clerk, **more: Any) -> dict[str, Any]:
    env = clerk.env
    return {
        "publishableKey": env["CLERK_PUBLISHABLE_KEY"],
        "secretKey": env["CLERK_SECRET_KEY"],
        "apiUrl": env["CLERK_API_URL"],
        "proxyUrl": clerk.url,
        "jwtKey": env["CLERK_JWT_KEY"],
        **more,
    }


def dev_browser(clerk) -> str:
    return clerk.browser().post("/v1/dev_browser").json()["id"]


def cookies_of(clerk, email: str = ADA) -> dict[str, str]:
    """What a browser of somebody who is signed in holds when its session token is gone."""
    token = dev_browser(clerk)
    form = {"identifier": email, "strategy": "password", "password": PASSWORDS[email]}
    reply = clerk.browser().request("POST", SIGN_INS, query={"__clerk_db_jwt": token}, form=form)
    assert 200 == reply.status_code
    return {"__clerk_db_jwt": token, "__client_uat": "1700000000"}


def handshake(clerk, ask, visitor, **more: Any) -> dict[str, Any]:
    """A request that ends in a handshake, the way there and back, and what the server then decides."""
    asked = ask(options=options(clerk, **more), url=APP, cookie=visitor.cookie)
    assert "handshake" == asked["status"]
    visitor.keep(asked["cookies"])
    back = visitor.follow(asked["location"])
    decided = ask(options=options(clerk, **more), url=back, cookie=visitor.cookie)
    visitor.keep(decided["cookies"])
    return decided | {"back": back}


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("key", ["jwtKey", "JWKS"])
def test_the_library_verifies_our_tokens(clerk, ask, key):
    """With the public key at hand, and with the key set that it fetches by secret key."""
    ada = clerk.user(ADA)
    given = options(clerk)
    if key == "JWKS":
        del given["jwtKey"]
    verified = ask(token=ada.token(), options=given)
    forged = ask(token=ada.token()[:-6] + "AAAAAA", options=given)

    assert ada.id == verified["claims"]["sub"]
    assert "token-invalid-signature" == forged["reason"]


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("nonces", [True, False])
def test_a_signed_in_browser_comes_back_signed_in(clerk, ask, visitor, nonces):
    """Cookies of the app's host are missing: the handshake brings them, as nonce or as token."""
    configure(clerk.world, behaviour__handshake_nonces=nonces)
    visitor.cookies |= cookies_of(clerk)
    decided = handshake(clerk, ask, visitor)
    next_one = ask(options=options(clerk), url=APP, cookie=visitor.cookie)

    assert ("signed-in", clerk.user(ADA).id) == (decided["status"], decided["user"])
    assert nonces == ("__clerk_handshake_nonce" in parse_qs(urlsplit(decided["back"]).query))
    assert APP == decided["location"]
    assert ("signed-in", None) == (next_one["status"], next_one["location"])


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("stale", [None, "dvb_3000001nobodyknowsthis00000"])
def test_a_browser_that_nobody_knows_comes_back_signed_out(clerk, ask, visitor, stale):
    """With a dev browser of its own, by which it is known from now on."""
    if stale:
        visitor.cookies |= {"__clerk_db_jwt": stale, "__client_uat": "1700000000"}
    decided = handshake(clerk, ask, visitor)
    next_one = ask(options=options(clerk), url=APP, cookie=visitor.cookie)

    assert "signed-out" == decided["status"]
    assert clerk.world.dev_browsers.find(visitor.cookies["__clerk_db_jwt"])
    assert "0" == visitor.cookies["__client_uat"]
    assert ("signed-out", None) == (next_one["status"], next_one["location"])


@pytest.mark.clerk(scenario="b2b")
def test_the_address_of_a_page_chooses_the_organization(clerk, ask, visitor):
    """The library asks for the organization that the address names."""
    visitor.cookies |= cookies_of(clerk, "olga@workshop.test")
    patterns = {"organizationPatterns": ["/orgs/:slug", "/orgs/:slug/(.*)"]}
    given = options(clerk, organizationSyncOptions=patterns)
    workshop = clerk.world.organizations.first(slug="brandt-workshop")
    page = "http://localhost:3000/orgs/brandt-workshop"
    asked = ask(options=given, url=page, cookie=visitor.cookie)
    decided = ask(options=given, url=visitor.follow(asked["location"]), cookie=visitor.cookie)

    assert "brandt-workshop" == parse_qs(urlsplit(asked["location"]).query)["organization_id"][0]
    assert (workshop.id, "org:admin") == (decided["organization"], decided["role"])


@pytest.mark.clerk(scenario="one_user")
def test_a_world_that_is_ahead_of_time_causes_no_second_handshake(clerk, ask, visitor):
    """Tokens are stamped by the process: the cookie that they are compared with must be, too."""
    clerk.clock.advance(days=3)
    visitor.cookies |= cookies_of(clerk)
    decided = handshake(clerk, ask, visitor)
    next_one = ask(options=options(clerk), url=APP, cookie=visitor.cookie)

    assert ["signed-in", "signed-in"] == [decided["status"], next_one["status"]]


@pytest.mark.clerk(scenario="one_user")
def test_the_payload_of_a_handshake_is_told(clerk, js, visitor):
    """A nonce brings the cookies of the app's host."""
    visitor.cookies |= cookies_of(clerk)
    query = f"redirect_url={quote(APP)}&format=nonce&__clerk_db_jwt={visitor.cookies['__clerk_db_jwt']}"
    back = visitor.follow(f"{clerk.url}/v1/client/handshake?{query}")
    (nonce,) = parse_qs(urlsplit(back).query)["__clerk_handshake_nonce"]
    told = js.clients.getHandshakePayload({"nonce": nonce})

    assert any(it.startswith("__session=ey") for it in told["directives"])
