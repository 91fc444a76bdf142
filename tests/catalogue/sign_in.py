"""Provokes the refusals of sign-ins, sign-ups and verifications."""

from dataclasses import replace
from typing import Any

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.forms import LIN
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, SIGN_INS, SIGN_UPS, last_code, sign_in

SIGN_UP = "user_settings__sign_up__"
WRONG = {"strategy": "password", "password": "wrong"}
MINUTE = 60_000


def visit(stage: Stage, scenario: str = "one_user", **settings: Any) -> tuple[World, Caller]:
    world = stage.world(scenario, **settings)
    return world, stage.browser(world)


def begun(browser: Caller, **more: Any) -> str:
    """The path of Ada's new sign-in."""
    return f"{SIGN_INS}/{browser.post(SIGN_INS, identifier=ADA, **more).response['id']}"


def first(browser: Caller, path: str, code: str = "1234567", strategy: str = "email_code") -> Reply:
    return browser.post(f"{path}/attempt_first_factor", strategy=strategy, code=code)


@provokes("session_exists")
def twice(stage: Stage) -> Reply:
    _, browser = visit(stage)
    return [sign_in(browser) for _ in range(2)][-1]


@provokes("identifier_already_signed_in")
def the_same_twice(stage: Stage) -> Reply:
    _, browser = visit(stage, auth_config__single_session_mode=False)
    return [sign_in(browser) for _ in range(2)][-1]


@provokes("strategy_for_user_invalid")
def what_needs_no_preparation(stage: Stage) -> Reply:
    _, browser = visit(stage)
    return browser.post(f"{begun(browser)}/prepare_first_factor", strategy="password")


@provokes("verification_missing")
def unprepared(stage: Stage) -> Reply:
    _, browser = visit(stage)
    return first(browser, begun(browser))


@provokes("verification_expired")
def too_late(stage: Stage) -> Reply:
    world, browser = visit(stage)
    path = begun(browser, strategy="email_code")
    world.advance(11 * MINUTE)
    return first(browser, path)


@provokes("verification_failed")
def too_often(stage: Stage) -> Reply:
    _, browser = visit(stage)
    path = begun(browser, strategy="email_code")
    return [first(browser, path) for _ in range(6)][-1]


@provokes("verification_already_verified")
def proven_before(stage: Stage) -> Reply:
    world, browser = visit(stage)
    form = {"email_address": LIN["email_address"], "strategy": "email_code"}
    path = f"{SIGN_UPS}/{browser.post(SIGN_UPS, **form).response['id']}/attempt_verification"
    code = last_code(world, LIN["email_address"])
    return [browser.post(path, strategy="email_code", code=code) for _ in range(2)][-1]


@provokes("verification_strategy_invalid")
def another_way(stage: Stage) -> Reply:
    _, browser = visit(stage)
    return first(browser, begun(browser, strategy="email_code"), strategy="reset_password_email_code")


@provokes("verification_code_too_many_requests")
def at_once_again(stage: Stage) -> Reply:
    _, browser = visit(stage, behaviour__resend_cooldown=30_000)
    path = begun(browser, strategy="email_code")
    return browser.post(f"{path}/prepare_first_factor", strategy="email_code")


@provokes("identification_claimed")
def the_slower_one(stage: Stage) -> Reply:
    world, slow = visit(stage)
    fast = stage.browser(world)
    path = f"{SIGN_UPS}/{slow.post(SIGN_UPS, **LIN, strategy='email_code').response['id']}"
    code = last_code(world, LIN["email_address"])
    other = f"{SIGN_UPS}/{fast.post(SIGN_UPS, **LIN, strategy='email_code').response['id']}"
    right = last_code(world, LIN["email_address"])
    fast.post(f"{other}/attempt_verification", strategy="email_code", code=right)
    return slow.post(f"{path}/attempt_verification", strategy="email_code", code=code)


@provokes("user_settings_invalid")
def no_identifier(stage: Stage) -> Reply:
    off = {"user_settings__attributes__email_address__used_for_first_factor": False}
    _, browser = visit(stage, "one_user", **off)
    return browser.post(SIGN_INS, identifier=ADA)


@provokes("account_transfer_invalid")
def nothing_to_transfer(stage: Stage) -> Reply:
    return visit(stage)[1].post(SIGN_INS, transfer="true")


@provokes("user_locked")
def after_ten(stage: Stage) -> Reply:
    _, browser = visit(stage)
    return [browser.post(SIGN_INS, identifier=ADA, **WRONG) for _ in range(11)][-1]


@provokes("account_lockout_warning")
def after_eight(stage: Stage) -> Reply:
    _, browser = visit(stage)
    return [browser.post(SIGN_INS, identifier=ADA, **WRONG) for _ in range(8)][-1]


def standing(stage: Stage, name: str) -> Reply:
    """A sign-in of somebody who may not."""
    world, browser = visit(stage)
    for user in list(world.users):
        marked: dict[str, Any] = {name: True}
        world.users.save(replace(user, **marked))
    return sign_in(browser)


@provokes("user_banned")
def banned(stage: Stage) -> Reply:
    return standing(stage, "banned")


@provokes("sign_up_mode_restricted")
def not_invited(stage: Stage) -> Reply:
    return visit(stage, "restricted")[1].post(SIGN_UPS, **LIN)


@provokes("sign_up_restricted_waitlist")
def not_waited_for(stage: Stage) -> Reply:
    return visit(stage, "waitlist")[1].post(SIGN_UPS, **LIN)


@provokes("not_allowed_access")
def on_the_blocklist(stage: Stage) -> Reply:
    form = {**LIN, "email_address": "lin@rival.test"}
    return visit(stage, "restrictions")[1].post(SIGN_UPS, **form)


@provokes("ticket_invalid_code")
def no_ticket(stage: Stage) -> Reply:
    return visit(stage)[1].post(SIGN_INS, strategy="ticket", ticket="123")


@provokes("captcha_not_enabled")
def a_captcha_for_nothing(stage: Stage) -> Reply:
    return visit(stage)[1].post(SIGN_UPS, **LIN, captcha_token="XXXX.DUMMY.TOKEN.XXXX")


@provokes("captcha_missing_token")
def no_captcha(stage: Stage) -> Reply:
    return visit(stage, "protected")[1].post(SIGN_UPS, **LIN)


@provokes("captcha_invalid")
def a_stale_captcha(stage: Stage) -> Reply:
    return visit(stage, "protected")[1].post(SIGN_UPS, **LIN, captcha_token="XXXX.STALE.TOKEN.XXXX")
