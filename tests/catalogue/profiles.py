"""Provokes the refusals of what users do with their profiles and accounts."""

from mockfapi.http.transport import Reply
from tests.catalogue.stage import Stage, provokes
from tests.people import sign_in


@provokes("updating_user_password_deprecated")
def a_password_in_a_profile(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    sign_in(browser)
    return browser.patch("/v1/me", password="brass-gears-and-steam")


@provokes("user_delete_self_not_enabled")
def an_account_that_stays(stage: Stage) -> Reply:
    browser = stage.browser(stage.world(user_settings__actions__delete_self=False))
    sign_in(browser)
    return browser.delete("/v1/me")
