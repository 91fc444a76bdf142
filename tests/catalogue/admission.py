"""Provokes the refusals of who may sign up, and of accounts that nobody may use."""

from typing import Any

from mockfapi.http.transport import Reply
from tests.catalogue.forms import LIN
from tests.catalogue.sign_in import standing, visit
from tests.catalogue.stage import Stage, provokes
from tests.people import SIGN_INS, SIGN_UPS, last_code

STRANGER = "nobody@engines.test"
SOLVED = "XXXX.DUMMY.TOKEN.XXXX"


@provokes("user_deactivated")
def deactivated(stage: Stage) -> Reply:
    return standing(stage, "deactivated")


@provokes("deprovisioned")
def deprovisioned(stage: Stage) -> Reply:
    return standing(stage, "deprovisioned")


@provokes("form_email_address_blocked")
def thrown_away(stage: Stage) -> Reply:
    form = {**LIN, "email_address": "lin@gone.test"}
    return visit(stage, "restrictions")[1].post(SIGN_UPS, **form)


@provokes("unsupported_country_code")
def a_far_country(stage: Stage) -> Reply:
    _, browser = visit(stage, "restrictions")
    return browser.post(SIGN_UPS, phone_number="+4915112345678", strategy="phone_code")


@provokes("waitlist_not_accepting_entries")
def no_waitlist(stage: Stage) -> Reply:
    return visit(stage)[1].post("/v1/waitlist", email_address=STRANGER)


def missing(stage: Stage, scenario: str = "protected", **more: Any) -> tuple[Any, Any, Reply]:
    """A sign-in of a stranger that shall go on as a sign-up."""
    world, browser = visit(stage, scenario)
    form = {"identifier": STRANGER, "sign_up_if_missing": "true", "captcha_token": SOLVED}
    return world, browser, browser.post(SIGN_INS, **(form | more))


@provokes("sign_up_if_missing_not_allowed")
def without_captcha(stage: Stage) -> Reply:
    return missing(stage, "one_user")[2]


@provokes("sign_up_if_missing_strategy_not_supported")
def by_password(stage: Stage) -> Reply:
    return missing(stage, strategy="password", password="wrong")[2]


@provokes("sign_up_if_missing_transfer")
def proven(stage: Stage) -> Reply:
    world, browser, begun = missing(stage, strategy="email_code")
    path = f"{SIGN_INS}/{begun.response['id']}/attempt_first_factor"
    return browser.post(path, strategy="email_code", code=last_code(world, STRANGER))
