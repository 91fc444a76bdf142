"""Providers through the door: the page that asks, the way back, the accounts that people connect."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.people import ADA, SIGN_INS, SIGN_UPS, codes, sign_in
from tests.rules.worlds import configure

GOOGLE, ACCOUNTS = "oauth_google", "/v1/me/external_accounts"
BACK, DONE = "http://localhost:3000/sso-callback", "http://localhost:3000/home"
ASKED = {"strategy": GOOGLE, "redirect_url": BACK}
STRANGER = "nobody@nowhere.test"


@pytest.fixture
def world(open_world) -> World:
    """Ada's world with Google."""
    world = open_world("one_user")
    social = {GOOGLE: {"enabled": True}}
    configure(world, auth_config__reverification=False, user_settings__social=social)
    return world


@pytest.fixture
def browser(house, world: World) -> Caller:
    """A browser that nobody has signed in with."""
    return house.browser(world)


def follow(browser: Caller, url: str) -> Reply:
    """The browser goes to an address of the mock."""
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return browser.get(parts.path[parts.path.index("/v1/") :], **query)


def show(browser: Caller, verification: dict[str, Any]) -> Reply:
    return follow(browser, verification["external_verification_redirect_url"])


def state_of(verification: dict[str, Any]) -> str:
    return parse_qs(urlsplit(verification["external_verification_redirect_url"]).query)["state"][0]


def answered(browser: Caller, verification: dict[str, Any], **answer: str) -> str:
    """Where the browser ends after the answer was given on the provider's page."""
    page = browser.post("/v1/oauth_provider", state=state_of(verification), **answer)

    assert 303 == page.status_code

    back = follow(browser, page.headers["location"])

    assert 303 == back.status_code
    return str(back.headers["location"])


def test_a_person_is_picked_and_signed_in(world: World, browser: Caller) -> None:
    """The page names those whom the world knows; the client that went there has the session."""
    begun = browser.post(SIGN_INS, **ASKED, action_complete_redirect_url=DONE)
    asked = begun.response["first_factor_verification"]

    assert ("verification_oauth", "unverified", None) == tuple(
        asked[it] for it in ("object", "status", "attempts")
    )

    page = show(browser, asked)

    assert 200 == page.status_code
    assert all(it in page.answer.body.decode() for it in (f'value="{ADA}"', "Continue with Google", "Deny"))

    assert DONE == answered(browser, asked, email_address=ADA)

    client = browser.get("/v1/client").response

    assert ("complete", [ADA]) == (
        client["sign_in"]["status"],
        [it["user"]["email_addresses"][0]["email_address"] for it in client["sessions"]],
    )

    (account,) = client["sessions"][0]["user"]["external_accounts"]
    (address,) = client["sessions"][0]["user"]["email_addresses"]

    assert (GOOGLE, ADA, "verified") == (
        account["provider"],
        account["email_address"],
        account["verification"]["status"],
    )
    assert [{"type": GOOGLE, "id": account["identification_id"]}] == address["linked_to"]


def test_a_stranger_goes_on_as_a_sign_up(world: World, browser: Caller) -> None:
    """The page of the app reads the way to go from its client."""
    asked = browser.post(SIGN_INS, **ASKED).response["first_factor_verification"]

    assert BACK == answered(browser, asked, email_address=STRANGER, first_name="No", decision="allow")

    met = browser.get("/v1/client").response["sign_in"]

    assert ("needs_identifier", "transferable", "external_account_not_found") == (
        met["status"],
        met["first_factor_verification"]["status"],
        met["first_factor_verification"]["error"]["code"],
    )

    done = browser.post(SIGN_UPS, transfer="true").response

    assert ("complete", GOOGLE, "verified") == (
        done["status"],
        done["external_account_strategy"],
        done["verifications"]["external_account"]["status"],
    )


def test_an_account_meets_its_owner(world: World, browser: Caller) -> None:
    """A sign-up with it becomes a sign-in."""
    asked = browser.post(SIGN_UPS, **ASKED).response["verifications"]["external_account"]
    answered(browser, asked, email_address=ADA)
    met = browser.get("/v1/client").response["sign_up"]["verifications"]["external_account"]

    assert ("transferable", "external_account_exists") == (met["status"], met["error"]["code"])
    assert "complete" == browser.post(SIGN_INS, transfer="true").response["status"]


def test_the_page_says_no_and_asks_again(world: World, browser: Caller) -> None:
    """What is no address is told, whatever it is; a no goes back to the app."""
    asked = browser.post(SIGN_INS, **ASKED).response["first_factor_verification"]
    again = browser.post(
        "/v1/oauth_provider", state=state_of(asked), email_address='"><script>', decision="allow"
    )

    assert (200, False, True) == (
        again.status_code,
        "<script>" in again.answer.body.decode(),
        "&lt;script&gt;" in again.answer.body.decode(),
    )
    assert 'role="alert"' in again.answer.body.decode()
    assert BACK == answered(browser, asked, decision="deny")

    met = browser.get("/v1/client").response["sign_in"]["first_factor_verification"]

    assert ("failed", "oauth_access_denied") == (met["status"], met["error"]["code"])


def test_a_hint_spares_the_question(world: World, browser: Caller) -> None:
    """Where the app does not insist on it."""
    asked = browser.post(SIGN_INS, **ASKED, oidc_login_hint=ADA).response["first_factor_verification"]
    sent_on = show(browser, asked)

    assert (303, "/v1/oauth_callback") == (
        sent_on.status_code,
        urlsplit(sent_on.headers["location"]).path[-len("/v1/oauth_callback") :],
    )

    by_form = parse_qs(urlsplit(sent_on.headers["location"]).query)
    back = browser.post("/v1/oauth_callback", **{name: value[0] for name, value in by_form.items()})

    assert (303, sent_on.headers["location"]) == (back.status_code, back.headers["location"])

    insisting = browser.post(SIGN_INS, **ASKED, oidc_login_hint=ADA, oidc_prompt="select_account")

    assert 200 == show(browser, insisting.response["first_factor_verification"]).status_code


def test_an_account_is_connected_renewed_and_removed(world: World, browser: Caller, house) -> None:
    """Each step shows at once in the client, and servers use its token until it is revoked."""
    sign_in(browser, ADA)
    made = browser.post(ACCOUNTS, **ASKED)
    path = f"{ACCOUNTS}/{made.response['id']}"

    assert (["unverified"], "") == (
        [it["verification"]["status"] for it in user_in(made)["external_accounts"]],
        made.response["email_address"],
    )

    answered(browser, made.response["verification"], email_address=STRANGER, decision="allow")
    renewed = browser.patch(f"{path}/reauthorize", redirect_url=BACK, additional_scope="calendar")

    assert "verified" == renewed.response["verification"]["status"]

    answered(browser, renewed.response["verification"], email_address=STRANGER)
    me = browser.get("/v1/me").response
    url = f"/v1/users/{me['id']}/oauth_access_tokens/google"
    backend = house.backend(world)
    (token,) = backend.get(url).json()

    assert (STRANGER, "email openid profile calendar") == tuple(
        me["external_accounts"][0][it] for it in ("email_address", "approved_scopes")
    )
    assert ["email", "openid", "profile", "calendar"] == token["scopes"]
    assert [me["id"]] == [it["id"] for it in backend.get("/v1/users", provider="google").json()]

    revoked = browser.delete(f"{path}/tokens")

    assert ("user", []) == (revoked.response["object"], backend.get(url).json())
    assert ["delete_linked_identification_disallowed"] == [
        code for code, _ in codes(browser.delete(f"/v1/me/email_addresses/{email_id(me, STRANGER)}"))
    ]

    gone = browser.delete(path)

    assert {"id": made.response["id"], "object": "external_account", "deleted": True} == gone.response
    assert [] == user_in(gone)["external_accounts"]
    assert 404 == browser.delete(path).status_code


def test_what_nobody_was_sent_for_is_refused(world: World, browser: Caller) -> None:
    """By the page and by the way back; foreign accounts are unknown."""
    told = (400, [("oauth_callback_invalid", "state")])
    for path in ("/v1/oauth_provider", "/v1/oauth_callback"):
        reply = browser.get(path, state="x")

        assert told == (reply.status_code, codes(reply))

    assert 400 == browser.get("/v1/oauth_callback").status_code

    sign_in(browser, ADA)

    assert 404 == browser.patch(f"{ACCOUNTS}/eac_1/reauthorize", redirect_url=BACK).status_code
    assert 404 == browser.delete(f"{ACCOUNTS}/eac_1/tokens").status_code


def test_connecting_asks_who_it_is(world: World, browser: Caller) -> None:
    """After a while, as removing does; renewing does not."""
    sign_in(browser, ADA)
    made = browser.post(ACCOUNTS, **ASKED).response
    configure(world, auth_config__reverification=True)
    world.clock.advance(3_600_000)

    assert [["session_reverification_required"]] * 2 == [
        [code for code, _ in codes(reply)]
        for reply in (browser.post(ACCOUNTS, **ASKED), browser.delete(f"{ACCOUNTS}/{made['id']}"))
    ]


def email_id(me: dict[str, Any], address: str) -> str:
    return next(it["id"] for it in me["email_addresses"] if it["email_address"] == address)


def user_in(reply: Reply) -> dict[str, Any]:
    found: dict[str, Any] = reply.json()["client"]["sessions"][0]["user"]
    return found
