"""Provokes the refusals of reverification."""

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, PASSWORDS, SESSIONS, session_of, sign_in

TEN_MINUTES = 600_000


def signed_in(stage: Stage) -> tuple[World, Caller, str]:
    """A world, a browser of somebody in it, and where the session is verified."""
    world = stage.world()
    browser = stage.browser(world)
    return world, browser, f"{SESSIONS}/{session_of(sign_in(browser))}/verify"


@provokes("session_reverification_required")
def an_old_proof(stage: Stage) -> Reply:
    world, browser, _ = signed_in(stage)
    world.clock.advance(TEN_MINUTES)
    return browser.post("/v1/me/sessions/sess_1/revoke")


@provokes("session_reverification_missing")
def nothing_started(stage: Stage) -> Reply:
    _, browser, path = signed_in(stage)
    return browser.post(f"{path}/prepare_first_factor", strategy="email_code")


@provokes("invalid_action_for_session_reverification")
def the_second_before_the_first(stage: Stage) -> Reply:
    _, browser, path = signed_in(stage)
    browser.post(path, level="first_factor")
    return browser.post(f"{path}/attempt_second_factor", strategy="totp", code="000000")


@provokes("action_for_session_not_authorized")
def the_session_of_another_browser(stage: Stage) -> Reply:
    world, _, path = signed_in(stage)
    other = stage.browser(world)
    other.post("/v1/client/sign_ins", identifier=ADA, strategy="password", password=PASSWORDS[ADA])
    return other.post(path, level="first_factor")
