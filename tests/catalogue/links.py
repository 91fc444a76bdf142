"""Provokes the refusals of e-mail links and redirects."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, SIGN_INS, SIGN_UPS

HERE = "http://localhost:3000/verify"
LIN = "lin@engines.test"
MONTH = 30 * 24 * 3_600_000


def sign_in(browser: Caller, **more: Any) -> Reply:
    """Asks for a link to sign in."""
    form = {"strategy": "email_link", "identifier": ADA, "redirect_url": HERE}
    return browser.post(SIGN_INS, **form | more)


def sign_up(browser: Caller) -> Reply:
    """Asks for a link to sign up."""
    return browser.post(SIGN_UPS, strategy="email_link", email_address=LIN, redirect_url=HERE)


def token(world: World, to: str) -> str:
    link = world.messages.where(to=to)[-1].link or ""
    return parse_qs(urlsplit(link).query)["token"][0]


def prove(browser: Caller, begun: Reply, value: str) -> Reply:
    """Presents the token of a link as a proof."""
    path = SIGN_INS if begun.response["object"] == "sign_in_attempt" else SIGN_UPS
    action = "attempt_first_factor" if path == SIGN_INS else "attempt_verification"
    return browser.post(f"{path}/{begun.response['id']}/{action}", strategy="email_link", token=value)


def asked(stage: Stage, redirect_url: str) -> Reply:
    return sign_in(stage.browser(stage.world("email_links")), redirect_url=redirect_url)


@provokes("verification_link_token_invalid")
def forged(stage: Stage) -> Reply:
    return stage.browser(stage.world("email_links")).get("/v1/verify", token="nonsense")


@provokes("verification_link_token_source_invalid")
def gone(stage: Stage) -> Reply:
    world = stage.world("email_links")
    browser = stage.browser(world)
    sign_in(browser)
    world.users.remove(next(iter(world.users)).id)
    return browser.get("/v1/verify", token=token(world, ADA))


@provokes("verification_link_token_expired")
def too_old(stage: Stage) -> Reply:
    world = stage.world("email_links")
    browser = stage.browser(world)
    sign_in(browser)
    world.advance(MONTH)
    return browser.get("/v1/verify", token=token(world, ADA))


@provokes("verification_link_token_stale")
def replaced(stage: Stage) -> Reply:
    world = stage.world("email_links")
    browser = stage.browser(world)
    sign_in(browser)
    old = token(world, ADA)
    sign_in(browser)
    return browser.get("/v1/verify", token=old)


@provokes("sign_in_email_link_not_same_client")
def of_another_browser(stage: Stage) -> Reply:
    world = stage.world("email_links")
    sign_in(stage.browser(world))
    foreign, browser = token(world, ADA), stage.browser(world)
    return prove(browser, sign_in(browser), foreign)


@provokes("sign_up_email_link_not_same_client")
def of_another_stranger(stage: Stage) -> Reply:
    world = stage.world("email_links")
    sign_up(stage.browser(world))
    foreign, browser = token(world, LIN), stage.browser(world)
    return prove(browser, sign_up(browser), foreign)


@provokes("sign_up_outdated_verification")
def outdated(stage: Stage) -> Reply:
    world = stage.world("email_links")
    browser = stage.browser(world)
    begun = sign_up(browser)
    old = token(world, LIN)
    path = f"{SIGN_UPS}/{begun.response['id']}/prepare_verification"
    browser.post(path, strategy="email_link", redirect_url=HERE)
    return prove(browser, begun, old)


@provokes("invalid_redirect_url")
def relative(stage: Stage) -> Reply:
    return asked(stage, "/verify")


@provokes("prohibited_redirect_url")
def script(stage: Stage) -> Reply:
    return asked(stage, "javascript:alert(1)")


@provokes("redirect_url_domain_mismatch")
def foreign(stage: Stage) -> Reply:
    return asked(stage, "https://elsewhere.test/")


@provokes("resource_missmatch")
def unlisted_app(stage: Stage) -> Reply:
    return asked(stage, "acme://callback")
