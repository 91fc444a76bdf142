"""Tasks of a pending session through the door: a new password, a second factor."""

from collections.abc import Callable

import jwt
import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import totps
from mockfapi.world import World
from tests.people import SESSIONS, SIGN_INS, codes, last_code

OpenWorld = Callable[..., World]
NEW = "kettle and lantern by the quay"
LENA, REMY, PIA = (f"{name}@locksmith.test" for name in ("lena", "remy", "pia"))


def tasks(reply: Reply) -> list[str]:
    """Those of the only session of the client."""
    (session,) = reply.client["sessions"]
    return [it["key"] for it in session.get("tasks") or []]


def by_mail(world: World, browser: Caller, it: Reply, email: str) -> Reply:
    """Goes on by code on the same sign-in."""
    path = f"{SIGN_INS}/{it.response['id']}"
    browser.post(f"{path}/prepare_first_factor", strategy="email_code")
    return browser.post(f"{path}/attempt_first_factor", strategy="email_code", code=last_code(world, email))


@pytest.fixture
def locksmith(open_world: OpenWorld) -> World:
    return open_world("session_tasks_reset_password", name="locksmith")


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        (LENA, "rusty-hinge-squeaking", "form_password_compromised"),
        (PIA, "sunshine-over-brighton", "form_password_pwned"),
    ],
)
def test_a_barred_password_leads_to_the_task(
    locksmith: World, house: App, email: str, password: str, code: str
) -> None:
    """Refused; then a code by mail, a pending session, a new password that signs in."""
    browser = house.browser(locksmith)
    it = browser.post(SIGN_INS, identifier=email)
    path = f"{SIGN_INS}/{it.response['id']}/attempt_first_factor"
    refused = browser.post(path, strategy="password", password=password)

    assert (422, [(code, "password")]) == (refused.status_code, codes(refused))

    done = by_mail(locksmith, browser, it, email)

    assert ("pending", ["reset-password", "choose-organization"]) == (
        done.client["sessions"][0]["status"],
        tasks(done),
    )

    changed = browser.post("/v1/me/change_password", new_password=NEW, sign_out_of_other_sessions="true")

    assert ["choose-organization"] == tasks(changed)

    again = house.browser(locksmith).post(SIGN_INS, identifier=email, strategy="password", password=NEW)

    assert "complete" == again.response["status"]


def test_an_overdue_password_is_a_task(locksmith: World, house: App) -> None:
    """It signs in; with an organization nothing else is left to do, and tokens say active."""
    browser = house.browser(locksmith)
    known = "brass-plate-at-the-door"
    done = browser.post(SIGN_INS, identifier=REMY, strategy="password", password=known)

    assert ["reset-password"] == tasks(done)

    session = done.response["created_session_id"]
    token = browser.post(f"{SESSIONS}/{session}/tokens").json()["jwt"]

    assert "pending" == jwt.decode(token, options={"verify_signature": False})["sts"]

    same = browser.post("/v1/me/change_password", new_password=known)

    assert (422, [("form_new_password_matches_current", "new_password")]) == (same.status_code, codes(same))

    changed = browser.post("/v1/me/change_password", new_password=NEW)

    assert ([], "active") == (tasks(changed), changed.client["sessions"][0]["status"])


def test_a_new_password_must_be_there(locksmith: World, house: App) -> None:
    """Although the contract does not say so."""
    browser = house.browser(locksmith)
    browser.post(SIGN_INS, identifier=REMY, strategy="password", password="brass-plate-at-the-door")
    refused = browser.post("/v1/me/change_password")

    assert (422, [("form_param_missing", "new_password")]) == (refused.status_code, codes(refused))


def test_a_second_factor_is_a_task(open_world: OpenWorld, house: App) -> None:
    """Pending until the app is verified; the next sign-in asks for it."""
    world = open_world("session_tasks_setup_mfa", name="gates")
    browser, wren = house.browser(world), {"identifier": "wren@doublelock.test", "strategy": "password"}
    wren["password"] = "seven-gates-and-a-moat"
    done = browser.post(SIGN_INS, **wren)

    assert ("complete", ["setup-mfa"]) == (done.response["status"], tasks(done))

    secret = browser.post("/v1/me/totp").response["secret"]
    code = totps.code(secret, world.clock.now // totps.STEP)
    verified = browser.post("/v1/me/totp/attempt_verification", code=code)

    assert ([], "active") == (tasks(verified), verified.client["sessions"][0]["status"])
    assert "needs_second_factor" == house.browser(world).post(SIGN_INS, **wren).response["status"]
    assert "second_factor_deletion_not_allowed" == codes(_after_all(browser, world))[0][0]


def _after_all(browser: Caller, world: World) -> Reply:
    """Removing the app, by somebody who has just proven a second factor."""
    session = browser.get("/v1/client").response["last_active_session_id"]
    path = f"{SESSIONS}/{session}/verify"
    browser.post(path, level="second_factor")
    world.clock.advance(60_000)
    secret = next(iter(world.totps.where(user_id=world.sessions[session].user_id))).secret
    code = totps.code(secret, world.clock.now // totps.STEP)
    browser.post(f"{path}/attempt_second_factor", strategy="totp", code=code)
    return browser.delete("/v1/me/totp")


def test_a_number_that_is_picked_clears_the_task(open_world: OpenWorld, house: App) -> None:
    """The environment tells the page which factors there are to choose from."""
    world = open_world("session_tasks_setup_mfa", name="gates")
    browser = house.browser(world)
    environment = browser.get("/v1/environment").json()

    assert ["backup_code", "phone_code", "totp"] == environment["auth_config"]["second_factors"]
    assert environment["user_settings"]["sign_in"]["second_factor"]["required"]
    assert environment["user_settings"]["sign_up"]["mfa"]["required"]

    done = browser.post(
        SIGN_INS,
        identifier="milo@doublelock.test",
        strategy="password",
        password="owl-on-a-weathervane",
    )
    phone = done.client["sessions"][0]["user"]["phone_numbers"][0]["id"]
    picked = browser.patch(f"/v1/me/phone_numbers/{phone}", reserved_for_second_factor="true")

    assert [] == tasks(picked)
