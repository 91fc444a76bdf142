"""Provokes the refusals of new passwords and usernames, and of wrong passwords."""

from typing import Any

from mockfapi.http.transport import Reply
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, SIGN_INS, SIGN_UPS

RULES = "user_settings__password_settings__"
USERNAME = "user_settings__attributes__username__"


def with_password(stage: Stage, password: str, **settings: Any) -> Reply:
    """A sign-up with a password."""
    browser = stage.browser(stage.world("one_user", **settings))
    return browser.post(SIGN_UPS, email_address="lin@engines.test", password=password)


def with_rule(stage: Stage, rule: str, password: str) -> Reply:
    return with_password(stage, password, **{f"{RULES}{rule}": True})


def with_username(stage: Stage, username: str) -> Reply:
    world = stage.world("one_user", **{f"{USERNAME}enabled": True, f"{USERNAME}used_for_first_factor": True})
    return stage.browser(world).post(SIGN_UPS, username=username)


@provokes("form_password_incorrect")
def a_wrong_password(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    return browser.post(SIGN_INS, identifier=ADA, strategy="password", password="wrong")


@provokes("form_password_or_identifier_incorrect")
def a_password_of_nobody(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("protected"))
    return browser.post(SIGN_INS, identifier="nobody@engines.test", strategy="password", password="wrong")


@provokes("form_password_length_too_short")
def short(stage: Stage) -> Reply:
    return with_password(stage, "seven77")


@provokes("form_password_length_too_long")
def long(stage: Stage) -> Reply:
    return with_password(stage, "x" * 73)


@provokes("form_password_size_in_bytes_exceeded")
def heavy(stage: Stage) -> Reply:
    return with_password(stage, "ü" * 40)


@provokes("form_password_no_uppercase")
def all_small(stage: Stage) -> Reply:
    return with_rule(stage, "require_uppercase", "brass-gears-and-steam")


@provokes("form_password_no_lowercase")
def all_large(stage: Stage) -> Reply:
    return with_rule(stage, "require_lowercase", "BRASS-GEARS-AND-STEAM")


@provokes("form_password_no_number")
def all_letters(stage: Stage) -> Reply:
    return with_rule(stage, "require_numbers", "brass-gears-and-steam")


@provokes("form_password_no_special_char")
def nothing_special(stage: Stage) -> Reply:
    return with_rule(stage, "require_special_char", "brassgearsandsteam")


@provokes("form_password_not_strong_enough")
def easy(stage: Stage) -> Reply:
    return with_password(stage, "aaaaaaaa")


@provokes("form_password_pwned")
def known(stage: Stage) -> Reply:
    return with_password(
        stage, "brass-gears-and-steam", behaviour__pwned_passwords=("brass-gears-and-steam",)
    )


@provokes("form_password_matches_identifier")
def oneself(stage: Stage) -> Reply:
    return with_password(stage, "lin@engines.test")


@provokes("form_username_invalid_length")
def a_short_name(stage: Stage) -> Reply:
    return with_username(stage, "ada")


@provokes("form_username_invalid_character")
def a_name_with_a_space(stage: Stage) -> Reply:
    return with_username(stage, "ada love")


@provokes("form_username_needs_non_number_char")
def a_name_of_digits(stage: Stage) -> Reply:
    return with_username(stage, "12345")


@provokes("form_username_cannot_be_phone_number")
def a_number_for_a_name(stage: Stage) -> Reply:
    return with_username(stage, "+12015550123")
