"""Tag Sign Ins, through the door."""

import pytest

from tests.people import ADA, PASSWORDS, SIGN_INS, codes, last_code, session_of, sign_in


def begin(browser, identifier=ADA):
    return browser.post(SIGN_INS, identifier=identifier).response


def factor(sign_in, strategy):
    return next(it for it in sign_in["supported_first_factors"] if it["strategy"] == strategy)


def prepare(browser, id, strategy, **more):
    return browser.post(f"{SIGN_INS}/{id}/prepare_first_factor", strategy=strategy, **more)


def attempt(browser, id, strategy, **proof):
    return browser.post(f"{SIGN_INS}/{id}/attempt_first_factor", strategy=strategy, **proof)


def test_an_empty_create_asks_for_an_identifier(browser):
    """The real client resets an attempt this way; the newest sign-in replaces the older one."""
    first, second = browser.post(SIGN_INS), browser.post(SIGN_INS)

    assert "needs_identifier" == first.response["status"]
    assert second.response["id"] == second.client["sign_in"]["id"] != first.response["id"]
    assert (403, [("resource_forbidden", None)]) == (
        (reply := attempt(browser, first.response["id"], "password", password="x")).status_code,
        codes(reply),
    )


def test_an_unknown_identifier_is_named(browser):
    """422 `form_identifier_not_found`, on which the combined flow switches to sign-up."""
    reply = browser.post(SIGN_INS, identifier="nobody@engines.test")

    assert (422, [("form_identifier_not_found", "identifier")]) == (reply.status_code, codes(reply))


def test_signing_in_by_password(browser):
    """Complete at once; the session is in the client and last active, the attempt is gone from it."""
    reply = sign_in(browser)
    session = session_of(reply)

    assert (200, "complete") == (reply.status_code, reply.response["status"])
    assert None is reply.response["supported_first_factors"]
    assert None is reply.client["sign_in"]
    assert [session] == [it["id"] for it in reply.client["sessions"]]
    assert session == reply.client["last_active_session_id"]
    assert ADA == reply.client["sessions"][0]["user"]["email_addresses"][0]["email_address"]
    assert ADA == reply.client["sessions"][0]["public_user_data"]["identifier"]
    assert "password" == reply.client["last_authentication_strategy"]


def test_the_identifier_is_normalised(browser):
    """Case and blanks around an address do not matter."""
    assert "needs_first_factor" == begin(browser, " ADA@Engines.test ")["status"]


def test_a_wrong_password_can_be_followed_by_the_right_one(browser):
    """The attempt survives; its factors stay on offer."""
    it = begin(browser)
    wrong = attempt(browser, it["id"], "password", password="nope")
    right = attempt(browser, it["id"], "password", password=PASSWORDS[ADA])

    assert (422, [("form_password_incorrect", "password")]) == (wrong.status_code, codes(wrong))
    assert "complete" == right.response["status"]


def test_a_fresh_sign_in_does_not_look_prepared(browser):
    """Real clients skip their prepare call when a verification seems to be under way."""
    it = begin(browser)

    assert None is it["first_factor_verification"]
    assert {"password", "email_code", "reset_password_email_code"} == {
        each["strategy"] for each in it["supported_first_factors"]
    }


def test_signing_in_by_email_code(browser, world):
    """Prepare sends a random code; the right one completes, and only once."""
    it = begin(browser)
    prepared = prepare(
        browser, it["id"], "email_code", email_address_id=factor(it, "email_code")["email_address_id"]
    )
    code = last_code(world, ADA)
    wrong = attempt(browser, it["id"], "email_code", code="000000" if code != "000000" else "111111")
    right = attempt(browser, it["id"], "email_code", code=code)
    again = attempt(browser, it["id"], "email_code", code=code)

    assert ("unverified", 0) == tuple(
        prepared.response["first_factor_verification"][key] for key in ("status", "attempts")
    )
    assert (422, [("form_code_incorrect", "code")]) == (wrong.status_code, codes(wrong))
    assert 1 == wrong.client["sign_in"]["first_factor_verification"]["attempts"]
    assert "complete" == right.response["status"]
    assert 4 == again.status_code // 100
    assert "424242" != code


def test_a_code_expires(browser, world):
    """After ten minutes: 400 `verification_expired`, and the verification says so."""
    it = begin(browser)
    prepare(browser, it["id"], "email_code")
    code = last_code(world, ADA)
    world.clock.advance(10 * 60_000)
    late = attempt(browser, it["id"], "email_code", code=code)

    assert (400, "verification_expired") == (late.status_code, late.errors[0]["code"])
    assert "expired" == browser.get(f"{SIGN_INS}/{it['id']}").response["first_factor_verification"]["status"]


def test_too_many_wrong_codes_kill_the_verification(browser, world):
    """After the cap even the right code is refused; a new one works."""
    it = begin(browser)
    prepare(browser, it["id"], "email_code")
    code = last_code(world, ADA)
    for _ in range(world.instance.settings.behaviour.code_attempts):
        attempt(browser, it["id"], "email_code", code="999999" if code != "999999" else "888888")
    dead = attempt(browser, it["id"], "email_code", code=code)
    prepare(browser, it["id"], "email_code")
    fresh = attempt(browser, it["id"], "email_code", code=last_code(world, ADA))

    assert (400, "verification_failed") == (dead.status_code, dead.errors[0]["code"])
    assert "complete" == fresh.response["status"]


def test_an_attempt_before_prepare_is_refused(browser):
    """400 `verification_missing`."""
    reply = attempt(browser, begin(browser)["id"], "email_code", code="123456")

    assert (400, "verification_missing") == (reply.status_code, reply.errors[0]["code"])


def test_forgot_password(browser, world):
    """Code, new password, signed in; the old password is wrong afterwards."""
    it = begin(browser)
    prepare(browser, it["id"], "reset_password_email_code")
    proven = attempt(browser, it["id"], "reset_password_email_code", code=last_code(world, ADA))
    path = f"{SIGN_INS}/{it['id']}/reset_password"
    weak = browser.post(path, password="12345678")
    done = browser.post(path, password="analytical-engine-1837", sign_out_of_other_sessions=True)
    browser.delete("/v1/client/sessions")

    assert "needs_new_password" == proven.response["status"]
    assert [("form_password_not_strong_enough", "password")] == codes(weak)
    assert "complete" == done.response["status"]
    assert [("form_password_incorrect", "password")] == codes(sign_in(browser))


def test_a_reset_outside_of_its_state_is_refused(browser):
    """400 `client_state_invalid` while no reset code was proven."""
    reply = browser.post(
        f"{SIGN_INS}/{begin(browser)['id']}/reset_password", password="analytical-engine-1837"
    )

    assert (400, "client_state_invalid") == (reply.status_code, reply.errors[0]["code"])


def test_one_session_a_client_in_single_session_mode(browser):
    """400 `session_exists`, which the real client takes as being signed in."""
    sign_in(browser)
    again = sign_in(browser)

    assert (400, [("session_exists", None)]) == (again.status_code, codes(again))


def test_several_people_on_one_client_in_multi_session_mode(house, open_world):
    """The second becomes last active; the same person twice is refused with the session to use."""
    browser = house.browser(open_world("multi_session"))
    first = session_of(sign_in(browser))
    second = sign_in(browser, "grace@engines.test")
    again = sign_in(browser)

    assert [first, session_of(second)] == [it["id"] for it in second.client["sessions"]]
    assert session_of(second) == second.client["last_active_session_id"]
    assert (400, "identifier_already_signed_in") == (again.status_code, again.errors[0]["code"])
    assert first == again.errors[0]["meta"]["session_id"]


def test_an_account_is_locked_after_too_many_failures(browser, world):
    """The documented number of attempts, then 403 until the lockout ends."""
    allowed = world.instance.settings.user_settings.attack_protection.user_lockout.max_attempts
    for _ in range(allowed):
        browser.post(SIGN_INS, identifier=ADA, strategy="password", password="nope")
    locked = sign_in(browser)
    world.clock.advance(60 * 60_000)

    assert (403, "user_locked") == (locked.status_code, locked.errors[0]["code"])
    assert "complete" == sign_in(browser).response["status"]


def test_an_abandoned_sign_in_is_gone(browser, world):
    """After a day the attempt is unknown and the client shows none."""
    it = begin(browser)
    world.clock.advance(24 * 3_600_000)

    assert 404 == browser.get(f"{SIGN_INS}/{it['id']}").status_code
    assert None is browser.get("/v1/client").response["sign_in"]


@pytest.mark.parametrize(
    ("strategy", "status", "code"),
    [
        ("oauth_google", 400, "form_param_value_disabled"),
        ("reset_password_code", 422, "form_param_value_invalid"),
        ("phone_code", 400, "form_param_value_disabled"),
    ],
)
def test_strategies_that_are_off_or_unknown_are_refused(browser, strategy, status, code):
    """What the instance does not offer is 400, what no Clerk knows is 422."""
    reply = browser.post(SIGN_INS, identifier=ADA, strategy=strategy)

    assert (status, [(code, "strategy")]) == (reply.status_code, codes(reply))


def test_operations_without_a_client_are_refused(browser):
    """A prepare needs the client that began: a refusal in Clerk's shape, nothing created."""
    reply = prepare(browser, "sia_unknown", "email_code")

    assert 4 == reply.status_code // 100
    assert "client_not_found" == reply.errors[0]["code"]


def test_another_client_never_sees_the_attempt(browser, house):
    """404, as if it did not exist."""
    it = begin(browser)
    stranger = house.browser()
    stranger.put("/v1/client")

    assert 404 == stranger.get(f"{SIGN_INS}/{it['id']}").status_code


def test_a_finished_sign_in_can_still_be_read(browser):
    """Clients that reload it see `complete` and the session."""
    done = sign_in(browser)
    read = browser.get(f"{SIGN_INS}/{done.response['id']}")

    assert (200, "complete") == (read.status_code, read.response["status"])
    assert session_of(done) == session_of(read)


def test_phone_numbers_sign_in_by_code(house, open_world):
    """With the phone as first factor a texted code signs in; a reset by phone is on offer too."""
    world = open_world("everything")
    person = next(it for it in world.phone_numbers if it.verification is not None)
    browser = house.browser(world)
    it = begin(browser, person.phone_number)
    prepare(browser, it["id"], "phone_code")
    done = attempt(browser, it["id"], "phone_code", code="424242")

    assert "reset_password_phone_code" in {each["strategy"] for each in it["supported_first_factors"]}
    assert "complete" == done.response["status"]


@pytest.mark.parametrize("code", ["", "12345", "abc", "424242"])
def test_malformed_and_test_codes_are_wrong_elsewhere(browser, code):
    """The test code works for test addresses only."""
    it = begin(browser)
    prepare(browser, it["id"], "email_code")
    reply = attempt(browser, it["id"], "email_code", code=code)

    assert 422 == reply.status_code
    assert "code" == reply.errors[0]["meta"]["param_name"]
