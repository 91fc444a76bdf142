"""Refusals of second factors, of client trust and of passwords that open nothing any more."""

from dataclasses import replace
from typing import Any

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import SIGN_INS

EMAILS = {name: f"{name}@doublelock.test" for name in ("toby", "sana", "nina")}
KNOWN = {
    "toby": "spare-key-under-stone",
    "sana": "harbour-lights-blinking",
    "nina": "paper-boat-river-bend",
}
NEW = "kettle and lantern by the quay"


def entering(browser: Caller, name: str) -> Reply:
    return browser.post(SIGN_INS, identifier=EMAILS[name], strategy="password", password=KNOWN[name])


def inside(stage: Stage, name: str, **settings: Any) -> tuple[World, Caller]:
    """A browser of somebody of the scenario `mfa` who is signed in, where no proof is too old."""
    world = stage.world("mfa", auth_config__reverification=False, **settings)
    browser = stage.browser(world)
    it = entering(browser, name).response
    if it["status"] == "needs_second_factor":
        path = f"{SIGN_INS}/{it['id']}/attempt_second_factor"
        browser.post(path, strategy="backup_code", code="aaaa1111")
    return world, browser


def phone_id(world: World, name: str) -> str:
    email = world.email_addresses.where(email_address=EMAILS[name])[0]
    return world.phone_numbers.where(user_id=email.user_id)[0].id


@provokes("no_second_factors")
def a_code_of_an_app_that_nobody_has(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("mfa"))
    it = entering(browser, "sana").response
    return browser.post(f"{SIGN_INS}/{it['id']}/attempt_second_factor", strategy="totp", code="123456")


@provokes("totp_already_enabled")
def a_second_app(stage: Stage) -> Reply:
    return inside(stage, "toby")[1].post("/v1/me/totp")


@provokes("backup_codes_not_available")
def backup_codes_for_nothing(stage: Stage) -> Reply:
    return inside(stage, "nina")[1].post("/v1/me/backup_codes")


@provokes("second_factor_deletion_not_allowed")
def the_last_mandatory_factor(stage: Stage) -> Reply:
    browser = inside(stage, "toby", user_settings__sign_in__second_factor__required=True)[1]
    return browser.delete("/v1/me/totp")


@provokes("identification_update_second_factor_unverified")
def a_number_that_nobody_has_verified(stage: Stage) -> Reply:
    world, browser = inside(stage, "nina")
    phone = world.phone_numbers[phone_id(world, "nina")]
    world.phone_numbers.save(replace(phone, verification=None))
    return browser.patch(f"/v1/me/phone_numbers/{phone.id}", reserved_for_second_factor="true")


@provokes("identification_update_failed")
def the_only_name_of_an_account(stage: Stage) -> Reply:
    world, browser = inside(stage, "nina")
    (email,) = world.email_addresses.where(email_address=EMAILS["nina"])
    world.email_addresses.remove(email.id)
    (phone,) = world.phone_numbers.where(user_id=email.user_id)
    return browser.patch(f"/v1/me/phone_numbers/{phone.id}", reserved_for_second_factor="true")


@provokes("form_disable_default_second_factor_not_allowed")
def a_default_that_is_unset(stage: Stage) -> Reply:
    world, browser = inside(stage, "nina")
    path = f"/v1/me/phone_numbers/{phone_id(world, 'nina')}"
    browser.patch(path, reserved_for_second_factor="true")
    return browser.patch(path, default_second_factor="false")


@provokes("form_password_compromised")
def a_password_that_others_may_know(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("session_tasks_reset_password"))
    return browser.post(
        SIGN_INS,
        identifier="lena@locksmith.test",
        strategy="password",
        password="rusty-hinge-squeaking",
    )


@provokes("password_reset_required")
def a_password_that_is_overdue(stage: Stage) -> Reply:
    world = stage.world("session_tasks_reset_password", behaviour__reset_password_task=False)
    return stage.browser(world).post(
        SIGN_INS,
        identifier="remy@locksmith.test",
        strategy="password",
        password="brass-plate-at-the-door",
    )


@provokes("form_password_validation_failed")
def a_wrong_current_password(stage: Stage) -> Reply:
    browser = inside(stage, "nina")[1]
    return browser.post("/v1/me/change_password", current_password="not it", new_password=NEW)


@provokes("form_new_password_matches_current")
def the_same_password_again(stage: Stage) -> Reply:
    browser = inside(stage, "nina")[1]
    known = KNOWN["nina"]
    return browser.post("/v1/me/change_password", current_password=known, new_password=known)
