"""Second factors, client trust and channels through the door."""

from collections.abc import Callable

import jwt
import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import totps
from mockfapi.world import World
from tests.people import SIGN_INS, SIGN_UPS, codes, last_code
from tests.rules.worlds import configure

TOBY, SANA, OLEK, NINA = (f"{name}@doublelock.test" for name in ("toby", "sana", "olek", "nina"))
PASSWORDS = {
    TOBY: "spare-key-under-stone",
    SANA: "harbour-lights-blinking",
    OLEK: "two-umbrellas-one-storm",
    NINA: "paper-boat-river-bend",
    "cleo@doorstep.test": "welcome-mat-and-lantern",
}
TOBYS_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OpenWorld = Callable[..., World]


@pytest.fixture
def world(open_world: OpenWorld) -> World:
    world = open_world("mfa")
    configure(world, auth_config__reverification=False)
    return world


def enter(browser: Caller, email: str) -> Reply:
    return browser.post(SIGN_INS, identifier=email, strategy="password", password=PASSWORDS[email])


def attempt(browser: Caller, it: Reply, **form: str) -> Reply:
    return browser.post(f"{SIGN_INS}/{it.response['id']}/attempt_second_factor", **form)


def prepare(browser: Caller, it: Reply, **form: str) -> Reply:
    return browser.post(f"{SIGN_INS}/{it.response['id']}/prepare_second_factor", **form)


def app_code(world: World, secret: str = TOBYS_SECRET) -> str:
    return totps.code(secret, world.clock.now // totps.STEP)


def fva(reply: Reply) -> object:
    token = reply.client["sessions"][0]["last_active_token"]["jwt"]
    return jwt.decode(token, options={"verify_signature": False})["fva"]


def test_an_app_is_the_second_step(world: World, browser: Caller) -> None:
    """Password, code of the app, session; the token says that both factors are new."""
    it = enter(browser, TOBY)

    assert "needs_second_factor" == it.response["status"]
    assert [{"strategy": "totp"}, {"strategy": "backup_code"}] == it.response["supported_second_factors"]
    assert [] == it.client["sessions"]

    done = attempt(browser, it, strategy="totp", code=app_code(world))

    assert "complete" == done.response["status"]
    assert "verification_totp" == done.response["second_factor_verification"]["object"]
    assert done.response["supported_second_factors"] is None
    assert [0, 0] == fva(done)


def test_a_wrong_code_is_remembered_by_nobody_but_the_counter(world: World, browser: Caller) -> None:
    """The sign-in waits as before, and the user has one attempt less."""
    it = enter(browser, TOBY)
    refused = attempt(browser, it, strategy="backup_code", code="zzzz0000")

    assert (422, [("form_code_incorrect", "code")]) == (refused.status_code, codes(refused))
    assert "needs_second_factor" == browser.get(f"{SIGN_INS}/{it.response['id']}").response["status"]

    done = attempt(browser, it, strategy="backup_code", code="aaaa1111")

    assert "verification_backup_code" == done.response["second_factor_verification"]["object"]


def test_phones_are_masked_and_the_default_is_marked(world: World, browser: Caller) -> None:
    """Who only knows the password learns two digits."""
    found = enter(browser, OLEK).response["supported_second_factors"]
    phones = [it for it in found if it["strategy"] == "phone_code"]

    assert ["totp", "phone_code", "phone_code", "backup_code"] == [it["strategy"] for it in found]
    assert ["+*********32", "+*********31"] == [it["safe_identifier"] for it in phones]
    assert [True, None] == [it.get("default") for it in phones]


def test_a_code_to_the_default_phone(world: World, browser: Caller) -> None:
    """Prepared without an id; the test number takes the test code."""
    it = enter(browser, SANA)
    sent = prepare(browser, it, strategy="phone_code")

    assert "sms" == sent.response["second_factor_verification"]["channel"]
    assert ("unverified", 0) == (
        sent.response["second_factor_verification"]["status"],
        sent.response["second_factor_verification"]["attempts"],
    )
    assert "complete" == attempt(browser, it, strategy="phone_code", code="424242").response["status"]


@pytest.mark.parametrize("path", ["prepare_second_factor", "attempt_second_factor"])
def test_a_strategy_must_be_named(world: World, browser: Caller, path: str) -> None:
    """Although the contract does not say so."""
    it = enter(browser, TOBY)
    refused = browser.post(f"{SIGN_INS}/{it.response['id']}/{path}")

    assert (422, "form_param_missing") == (refused.status_code, codes(refused)[0][0])


def test_setting_an_app_up(world: World, browser: Caller, house: App) -> None:
    """Secret and address for the QR code, a code of the app, backup codes; then the user shows it."""
    enter(browser, NINA)
    begun = browser.post("/v1/me/totp").response

    assert (
        f"otpauth://totp/mockfapi:nina%40doublelock.test?secret={begun['secret']}&issuer=mockfapi"
        == begun["uri"]
    )
    assert not browser.get("/v1/me").response["two_factor_enabled"]

    done = browser.post("/v1/me/totp/attempt_verification", code=app_code(world, begun["secret"]))
    user = done.client["sessions"][0]["user"]

    assert (True, None, None) == tuple(done.response[name] for name in ("verified", "secret", "uri"))
    assert 10 == len(done.response["backup_codes"])
    assert (True, True, True) == tuple(
        user[name] for name in ("two_factor_enabled", "totp_enabled", "backup_code_enabled")
    )
    assert world.clock.now == user["mfa_enabled_at"]
    assert "needs_second_factor" == enter(house.browser(world), NINA).response["status"]


def test_taking_an_app_away(world: World, browser: Caller) -> None:
    """The user is back at one factor, and says since when."""
    attempt(browser, enter(browser, TOBY), strategy="totp", code=app_code(world))
    gone = browser.delete("/v1/me/totp")
    user = gone.client["sessions"][0]["user"]

    assert ("totp", True) == (gone.response["object"], gone.response["deleted"])
    assert (False, False, False) == tuple(
        user[name] for name in ("two_factor_enabled", "totp_enabled", "backup_code_enabled")
    )
    assert world.clock.now == user["mfa_disabled_at"]
    assert 404 == browser.delete("/v1/me/totp").status_code


def test_new_backup_codes(world: World, browser: Caller) -> None:
    """Ten of them, in full only here; the client sends this path with a slash at its end."""
    attempt(browser, enter(browser, TOBY), strategy="totp", code=app_code(world))
    made = browser.post("/v1/me/backup_codes/")

    assert ("backup_code", 10) == (made.response["object"], len(made.response["codes"]))
    assert made.response["codes"][0] not in str(browser.get("/v1/client").answer.body)


def test_a_number_becomes_a_second_factor(world: World, browser: Caller) -> None:
    """With backup codes in the answer, and never again."""
    enter(browser, NINA)
    phone = browser.get("/v1/me").response["phone_numbers"][0]
    made = browser.patch(f"/v1/me/phone_numbers/{phone['id']}", reserved_for_second_factor="true").response

    assert (True, True, 10) == (
        made["reserved_for_second_factor"],
        made["default_second_factor"],
        len(made["backup_codes"]),
    )
    assert browser.get("/v1/me").response["phone_numbers"][0]["backup_codes"] is None

    browser.patch(f"/v1/me/phone_numbers/{phone['id']}", reserved_for_second_factor="false")

    assert not browser.get("/v1/me").response["two_factor_enabled"]


def test_these_changes_want_a_recent_proof(world: World, browser: Caller) -> None:
    """Eleven minutes after the sign-in all of them ask for reverification; the code of an app does not."""
    configure(world, auth_config__reverification=True)
    enter(browser, NINA)
    phone = browser.get("/v1/me").response["phone_numbers"][0]
    world.clock.advance(11 * 60_000)
    replies = [
        browser.post("/v1/me/totp"),
        browser.delete("/v1/me/totp"),
        browser.post("/v1/me/backup_codes"),
        browser.patch(f"/v1/me/phone_numbers/{phone['id']}", reserved_for_second_factor="true"),
        browser.post("/v1/me/change_password", new_password="kettle and lantern by the quay"),
    ]

    assert ["session_reverification_required"] * 5 == [codes(it)[0][0] for it in replies]
    assert 404 == browser.post("/v1/me/totp/attempt_verification", code="123456").status_code


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/me/totp"),
        ("DELETE", "/v1/me/totp"),
        ("POST", "/v1/me/totp/attempt_verification"),
        ("POST", "/v1/me/backup_codes"),
        ("POST", "/v1/me/change_password"),
        ("PATCH", "/v1/me/phone_numbers/idn_1"),
    ],
)
def test_strangers_have_no_factors(world: World, browser: Caller, method: str, path: str) -> None:
    """Nobody who is signed out gets at them."""
    assert 401 == browser.request(method, path).status_code


def test_a_new_device_wants_a_code(open_world: OpenWorld, house: App) -> None:
    """The recorded chain: password, needs_client_trust, code by mail, complete; and known the next time."""
    world = open_world("client_trust", name="doorstep")
    browser = house.browser(world)
    it = enter(browser, "cleo@doorstep.test")

    assert ("needs_client_trust", "new") == (it.response["status"], it.response["client_trust_state"])
    assert "verified" == it.response["first_factor_verification"]["status"]
    assert ["email_code"] == [each["strategy"] for each in it.response["supported_second_factors"]]

    own = it.response["supported_second_factors"][0]["email_address_id"]
    prepare(browser, it, strategy="email_code", email_address_id=own)
    done = attempt(browser, it, strategy="email_code", code=last_code(world, "cleo@doorstep.test"))

    assert "complete" == done.response["status"]
    assert [0, 0] == fva(done)
    assert "password" == done.client["last_authentication_strategy"]

    browser.post(f"/v1/client/sessions/{done.response['created_session_id']}/end")
    again = enter(browser, "cleo@doorstep.test")

    assert ("complete", "known") == (again.response["status"], again.response["client_trust_state"])


def test_codes_by_whatsapp(open_world: OpenWorld, house: App) -> None:
    """At sign-in in one call, at sign-up by prepare; the environment lists the channels."""
    world = open_world("whatsapp", name="whatsapp")
    browser = house.browser(world)
    environment = browser.get("/v1/environment").json()

    assert ["sms", "whatsapp"] == environment["user_settings"]["attributes"]["phone_number"]["channels"]
    assert {"US": "whatsapp"} == environment["auth_config"]["preferred_channels"]

    begun = browser.post(SIGN_INS, identifier="+12025557150", strategy="phone_code", channel="whatsapp")

    assert "whatsapp" == begun.response["first_factor_verification"]["channel"]

    up = browser.post(SIGN_UPS, phone_number="+12025557188").response
    browser.post(f"{SIGN_UPS}/{up['id']}/prepare_verification", strategy="phone_code", channel="whatsapp")
    message = world.messages.where(to="+12025557188")[-1]
    done = browser.post(
        f"{SIGN_UPS}/{up['id']}/attempt_verification", strategy="phone_code", code=message.code or ""
    )

    assert "whatsapp" == message.channel
    assert "complete" == done.response["status"]


def test_a_sign_up_may_name_the_channel_at_once(open_world: OpenWorld, house: App) -> None:
    """The code is sent in the same call."""
    world = open_world("whatsapp", name="whatsapp")
    number = "+12025557189"
    house.browser(world).post(SIGN_UPS, phone_number=number, strategy="phone_code", channel="whatsapp")

    assert "whatsapp" == world.messages.where(to=number)[-1].channel
