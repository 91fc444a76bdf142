"""Refusals about accounts at other providers. Those that an attempt tells are read off it as if refused."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi import errors
from mockfapi.errors import ClerkError, Refusal
from mockfapi.http import refuse
from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, SIGN_INS, SIGN_UPS, sign_in

GOOGLE, GITHUB = "oauth_google", "oauth_github"
ASKED = {"strategy": GOOGLE, "redirect_url": "http://localhost:3000/back"}
ACCOUNTS, ADDRESSES = "/v1/me/external_accounts", "/v1/me/email_addresses"
STRANGER = "nobody@nowhere.test"


def inside(stage: Stage, **settings: object) -> tuple[World, Caller]:
    """A browser in Ada's world, which has Google and, only to connect, GitHub."""
    social = {GOOGLE: {"enabled": True}, GITHUB: {"enabled": True, "authenticatable": False}}
    known = {"auth_config__reverification": False, "user_settings__social": social}
    world = stage.world("one_user", **known, **settings)
    return world, stage.browser(world)


def back(browser: Caller, verification: dict[str, Any], error: str | None = None, email: str = ADA) -> None:
    """Whoever it is says yes, unless the provider says something else."""
    state = parse_qs(urlsplit(verification["external_verification_redirect_url"]).query)["state"][0]
    given = {"error": error or "", "state": state}
    if error is None:
        page = browser.post("/v1/oauth_provider", state=state, email_address=email)
        given |= {"code": parse_qs(urlsplit(page.headers["location"]).query)["code"][0]}
    browser.get("/v1/oauth_callback", **given)


def told(verification: dict[str, Any]) -> Reply:
    """The error of a verification, in the shape of a refusal."""
    it = verification["error"]
    status = next(row.status for row in errors.CATALOGUE if row.code == it["code"])
    entry = Refusal(status, it["code"], it["message"], it["long_message"], it.get("meta", {}))
    error = ClerkError(entry)
    return Reply(refuse.answered(error, refuse.refusal(error, "0" * 32)))


def met(browser: Caller, error: str | None = None, email: str = ADA) -> Reply:
    """What a sign-in tells after somebody has come back."""
    back(browser, browser.post(SIGN_INS, **ASKED).response["first_factor_verification"], error, email)
    return told(browser.get("/v1/client").response["sign_in"]["first_factor_verification"])


def connected(browser: Caller, email: str) -> Reply:
    """What a connection tells after its user has come back."""
    sign_in(browser, ADA)
    back(browser, browser.post(ACCOUNTS, **ASKED).response["verification"], email=email)
    return told(browser.get("/v1/me").response["external_accounts"][0]["verification"])


@provokes("external_account_not_found")
def an_unknown_account(stage: Stage) -> Reply:
    return met(inside(stage)[1], email=STRANGER)


@provokes("external_account_exists")
def a_known_account(stage: Stage) -> Reply:
    browser = inside(stage)[1]
    back(browser, browser.post(SIGN_UPS, **ASKED).response["verifications"]["external_account"])
    return told(browser.get("/v1/client").response["sign_up"]["verifications"]["external_account"])


@provokes("oauth_access_denied")
def a_no(stage: Stage) -> Reply:
    return met(inside(stage)[1], "access_denied")


@provokes("oauth_token_exchange_error")
def a_fault_of_the_provider(stage: Stage) -> Reply:
    return met(inside(stage)[1], "server_error")


@provokes("oauth_callback_invalid")
def a_made_up_state(stage: Stage) -> Reply:
    return inside(stage)[1].get("/v1/oauth_callback", state="x", code="y")


@provokes("oauth_account_already_connected")
def a_second_account(stage: Stage) -> Reply:
    browser = inside(stage)[1]
    sign_in(browser, ADA)
    back(browser, browser.post(ACCOUNTS, **ASKED).response["verification"])
    return browser.post(ACCOUNTS, **ASKED)


@provokes("oauth_identification_claimed")
def an_address_of_somebody_else(stage: Stage) -> Reply:
    world, browser = inside(stage)
    stage.backend(world).post("/v1/users", email_address=[STRANGER], password="looms-and-levers-1801")
    return connected(browser, STRANGER)


@provokes("oauth_connection_blocked_by_immutable_attribute")
def an_address_that_stays(stage: Stage) -> Reply:
    return connected(inside(stage, user_settings__attributes__email_address__immutable=True)[1], STRANGER)


@provokes("oauth_provider_not_enabled")
def a_provider_that_is_off(stage: Stage) -> Reply:
    browser = inside(stage)[1]
    sign_in(browser, ADA)
    return browser.post(ACCOUNTS, **ASKED | {"strategy": "oauth_apple"})


@provokes("oauth_unsupported_provider")
def a_provider_that_nobody_knows(stage: Stage) -> Reply:
    browser = inside(stage)[1]
    sign_in(browser, ADA)
    return browser.post(ACCOUNTS, **ASKED | {"strategy": "oauth_nonsense"})


@provokes("oauth_non_authenticatable_provider")
def a_provider_that_only_connects(stage: Stage) -> Reply:
    return inside(stage)[1].post(SIGN_INS, **ASKED | {"strategy": GITHUB})


@provokes("delete_linked_identification_disallowed")
def a_linked_address(stage: Stage) -> Reply:
    browser = inside(stage)[1]
    sign_in(browser, ADA)
    back(browser, browser.post(ACCOUNTS, **ASKED).response["verification"], email=STRANGER)
    added = browser.get("/v1/me").response["email_addresses"][0]
    return browser.delete(f"{ADDRESSES}/{added['id']}")
