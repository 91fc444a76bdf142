"""Who may sign up, through the door: the waitlist, captchas, testing tokens, strangers, lists."""

from collections.abc import Callable

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import testing_tokens
from mockfapi.world import World
from tests.people import ADA, PASSWORDS, SIGN_INS, SIGN_UPS, codes, last_code, sign_in
from tests.rules.worlds import configure

GRACE = {"email_address": "grace@engines.test", "password": "moth-in-relay-seventy"}
SOLVED = "XXXX.DUMMY.TOKEN.XXXX"
Opener = Callable[..., World]


def sent(browser: Caller, **query: str) -> Reply:
    """A sign-up with something in its query."""
    return browser.request("POST", SIGN_UPS, form=GRACE, query=query)


@pytest.fixture
def visit(house: App, open_world: Opener) -> Callable[[str], tuple[World, Caller]]:
    """Opens a scenario and a browser in it."""

    def opener(scenario: str) -> tuple[World, Caller]:
        world = open_world(scenario)
        return world, house.browser(world)

    return opener


def test_both_lines_of_the_client_can_read_a_waitlist_entry(visit) -> None:
    """Version 5 below `response`, version 6 at the top; asking again answers the same."""
    world, browser = visit("waitlist")
    first = browser.post("/v1/waitlist", email_address="Grace@engines.test").json()
    second = browser.post("/v1/waitlist", email_address=GRACE["email_address"]).json()

    assert first == second
    assert "waitlist_entry" == first["object"] == first["response"]["object"]
    assert first["id"] == first["response"]["id"]
    assert 3 == len(world.waitlist)


def test_an_address_that_is_none_cannot_wait(visit) -> None:
    """422 names the field."""
    _, browser = visit("waitlist")
    reply = browser.post("/v1/waitlist", email_address="invalid-email@com")

    assert (422, [("form_param_format_invalid", "email_address")]) == (reply.status_code, codes(reply))


@pytest.mark.parametrize(
    ("scenario", "code"),
    [("restricted", "sign_up_mode_restricted"), ("waitlist", "sign_up_restricted_waitlist")],
)
def test_closed_doors(visit, scenario: str, code: str) -> None:
    """403, and the environment says so beforehand; who has an account signs in."""
    _, browser = visit(scenario)
    reply = browser.post(SIGN_UPS, **GRACE)
    mode = browser.get("/v1/environment").json()["user_settings"]["sign_up"]["mode"]

    assert (403, [(code, None)]) == (reply.status_code, codes(reply))
    assert scenario == mode
    assert "complete" == sign_in(browser).response["status"]


def test_a_solved_captcha_lets_in(visit) -> None:
    """And one that was not does not."""
    _, browser = visit("protected")
    refused = browser.post(
        SIGN_UPS, **GRACE, captcha_token="XXXX.STALE.TOKEN.XXXX", captcha_widget_type="smart"
    )
    let_in = browser.post(SIGN_UPS, **GRACE, captcha_token=SOLVED, captcha_widget_type="smart")

    assert (400, [("captcha_invalid", None)]) == (refused.status_code, codes(refused))
    assert "missing_requirements" == let_in.response["status"]


@pytest.mark.parametrize("first", ["/v1/client", SIGN_UPS])
def test_a_testing_token_on_any_request_marks_the_client(visit, first: str) -> None:
    """From that request on, whether it makes the client or finds it."""
    world, browser = visit("protected")
    token = testing_tokens.create(world)
    if first == SIGN_UPS:
        reply = sent(browser, __clerk_testing_token=token)
    else:
        browser.post("/v1/client")
        assert False is browser.get("/v1/client").response["captcha_bypass"]
        browser.get("/v1/client", __clerk_testing_token=token)
        reply = browser.post(SIGN_UPS, **GRACE)

    assert "missing_requirements" == reply.response["status"]
    assert True is browser.get("/v1/client").response["captcha_bypass"]


def test_a_testing_token_that_is_none_is_ignored(visit) -> None:
    """No request fails because of it, and no captcha is spared."""
    _, browser = visit("protected")
    read = browser.get("/v1/environment", __clerk_testing_token="123-c_nothing")
    reply = sent(browser, __clerk_testing_token="123-c_nothing")

    assert 200 == read.status_code
    assert [("captcha_missing_token", None)] == codes(reply)


def test_a_native_app_solves_no_captcha(visit) -> None:
    """It has no widget."""
    _, browser = visit("protected")
    reply = sent(browser, _is_native="1")

    assert "missing_requirements" == reply.response["status"]


def test_a_stranger_and_a_user_get_the_same_answers(house: App, visit) -> None:
    """But for ids and the addresses themselves: factors, verification, refusals."""
    world, _ = visit("protected")
    seen = []
    for who in (ADA, "nobody@engines.test"):
        browser = house.browser(world)
        created = browser.post(SIGN_INS, identifier=who)
        path = f"{SIGN_INS}/{created.response['id']}"
        prepared = browser.post(f"{path}/prepare_first_factor", strategy="email_code")
        refused = [
            browser.post(f"{path}/attempt_first_factor", strategy="email_code", code="000000"),
            browser.post(f"{path}/attempt_first_factor", strategy="password", password="wrong"),
        ]
        seen.append(
            (
                [sorted(it) for it in created.response["supported_first_factors"]],
                prepared.response["first_factor_verification"],
                [(it.status_code, it.errors) for it in refused],
            )
        )

    assert seen[0] == seen[1]


def test_a_stranger_becomes_a_user_by_a_code(visit) -> None:
    """Sign-in, code, 404 with the transferable attempt, sign-up by transfer, password, in."""
    world, browser = visit("protected")
    who = "nobody@engines.test"
    begun = browser.post(SIGN_INS, identifier=who, sign_up_if_missing="true", captcha_token=SOLVED).response
    factor = next(it for it in begun["supported_first_factors"] if it["strategy"] == "email_code")
    path = f"{SIGN_INS}/{begun['id']}"
    browser.post(
        f"{path}/prepare_first_factor", strategy="email_code", email_address_id=factor["email_address_id"]
    )
    right = {"strategy": "email_code", "code": last_code(world, who)}
    reply = browser.post(f"{path}/attempt_first_factor", **right)
    attempt = reply.json()["meta"]["client"]["sign_in"]
    sign_up = browser.post(SIGN_UPS, transfer="true").response
    done = browser.patch(f"{SIGN_UPS}/{sign_up['id']}", password=PASSWORDS[ADA]).response

    assert (404, [("sign_up_if_missing_transfer", None)]) == (reply.status_code, codes(reply))
    assert "transferable" == attempt["first_factor_verification"]["status"]
    assert "verified" == sign_up["verifications"]["email_address"]["status"]
    assert "complete" == done["status"]


def test_a_page_that_is_loaded_anew_knows_the_stranger(visit) -> None:
    """What a code has proven is in the client, and in the attempt, until a sign-up goes on from it."""
    world, browser = visit("protected")
    who = "nobody@engines.test"
    form = {"identifier": who, "strategy": "email_code", "sign_up_if_missing": "true"}
    begun = browser.post(SIGN_INS, **form, captcha_token=SOLVED).response
    path = f"{SIGN_INS}/{begun['id']}"
    browser.post(f"{path}/attempt_first_factor", strategy="email_code", code=last_code(world, who))
    client, attempt = browser.get("/v1/client").response, browser.get(path).response

    assert ["transferable"] * 2 == [
        it["first_factor_verification"]["status"] for it in (client["sign_in"], attempt)
    ]


@pytest.mark.parametrize(
    ("email", "status", "code"),
    [
        ("mallory@engines.test", 403, "not_allowed_access"),
        ("sue@sub.rival.test", 403, "not_allowed_access"),
        ("ada+again@engines.test", 403, "not_allowed_access"),
        ("grace@gone.test", 403, "form_email_address_blocked"),
    ],
)
def test_the_doorkeeper(visit, email: str, status: int, code: str) -> None:
    """Each restriction under its code."""
    _, browser = visit("restrictions")
    reply = browser.post(SIGN_UPS, email_address=email, password=GRACE["password"])

    assert (status, [code]) == (reply.status_code, [it for it, _ in codes(reply)])


def test_messages_stay_in_their_countries(visit) -> None:
    """The refusal names country and calling code."""
    _, browser = visit("restrictions")
    sign_up = browser.post(SIGN_UPS, phone_number="+4915112345678").response
    reply = browser.post(f"{SIGN_UPS}/{sign_up['id']}/prepare_verification", strategy="phone_code")

    assert 403 == reply.status_code
    assert {"alpha2": "DE", "country_code": "49"} == reply.errors[0]["meta"]


def test_a_deactivated_user_of_a_scenario_stays_out(visit) -> None:
    """403 with its own code."""
    _, browser = visit("restrictions")
    who = {"identifier": "dora@engines.test", "password": "door-without-a-key-9"}
    reply = browser.post(SIGN_INS, **who, strategy="password")

    assert (403, [("user_deactivated", None)]) == (reply.status_code, codes(reply))


def test_consent_is_a_field(visit) -> None:
    """Missing until given; refused when denied; stamped on the user."""
    world, browser = visit("legal_consent")
    begun = browser.post(SIGN_UPS, **GRACE, strategy="email_code").response
    path = f"{SIGN_UPS}/{begun['id']}"
    denied = browser.patch(path, legal_accepted="false")
    code = last_code(world, GRACE["email_address"])
    verified = browser.post(f"{path}/attempt_verification", strategy="email_code", code=code).response
    done = browser.patch(path, legal_accepted="true")

    assert ["legal_accepted"] == begun["missing_fields"] == verified["missing_fields"]
    assert (422, [("legal_not_accepted", "legal_accepted")]) == (denied.status_code, codes(denied))
    assert "complete" == done.response["status"]
    assert world.clock.now == done.client["sessions"][0]["user"]["legal_accepted_at"]


def test_a_weak_password_comes_with_hints(visit) -> None:
    """As the prebuilt card reads them: code and message."""
    _, browser = visit("one_user")
    reply = browser.post(SIGN_UPS, email_address=GRACE["email_address"], password="aaaaaaaa")
    hints = reply.errors[0]["meta"]["zxcvbn"]["suggestions"]

    assert [("form_password_not_strong_enough", "password")] == codes(reply)
    assert {"code", "message"} == {key for it in hints for key in it}


def test_all_at_once_or_not_at_all(visit) -> None:
    """Without progressive sign-up each missing field is named."""
    world, browser = visit("one_user")
    configure(world, user_settings__sign_up__progressive=False)

    assert [("form_param_missing", "email_address"), ("form_param_missing", "password")] == codes(
        browser.post(SIGN_UPS, first_name="Grace")
    )
