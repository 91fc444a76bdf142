"""Providers: somebody on the way there, somebody on the way back, an account that is connected."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi.http.transport import Caller
from tests.contract.stock import APP, SIGN_INS, VERA, Prepared
from tests.rules.worlds import configure

GOOGLE, GITHUB = "oauth_google", "oauth_github"
ACCOUNTS = "/v1/me/external_accounts"


def walk(it: Prepared) -> None:
    """Vera has connected GitHub and may connect Google; another browser waits at the provider's page."""
    configure(it.clerk.world, user_settings__social={GOOGLE: {"enabled": True}, GITHUB: {"enabled": True}})
    path = {"external_account_id": _connected(it, GITHUB)}
    body = {"redirect_url": APP, "additional_scope": ["gist"]}
    it.fits("postOAuthAccounts", body={"strategy": GOOGLE, "redirect_url": APP})
    it.fits("reauthorizeExternalAccount", path, body=body)
    it.fits("revokeExternalAccountTokens", path)
    it.fits("deleteExternalAccount", path)
    it.fits("Users_deleteExternalAccount", {"user_id": it.user(VERA)} | path)
    _wait_at_provider(it)


def _connected(it: Prepared, strategy: str) -> str:
    made = it.visitor.post(ACCOUNTS, strategy=strategy, redirect_url=APP).response
    given = _answered(it.visitor, _asked(made["verification"]))
    it.visitor.get("/v1/oauth_callback", **given)
    return str(made["id"])


def _wait_at_provider(it: Prepared) -> None:
    browser = it.lend(it.clerk.browser(), "getOauthCallback", "postOauthCallback")
    begun = browser.post(SIGN_INS, strategy=GOOGLE, redirect_url=APP).response
    asked = _asked(begun["first_factor_verification"])
    it.fits("showProvider", query=asked)
    it.fits("answerProvider", body=asked | {"email_address": VERA, "decision": "allow"})
    given = _answered(browser, asked)
    it.fits("getOauthCallback", query=given)
    it.fits("postOauthCallback", body=given)


def _asked(verification: dict[str, Any]) -> dict[str, str]:
    return _told(verification["external_verification_redirect_url"])


def _answered(browser: Caller, asked: dict[str, str]) -> dict[str, str]:
    return _told(browser.post("/v1/oauth_provider", **asked, email_address=VERA).headers["location"])


def _told(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
