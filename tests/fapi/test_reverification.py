"""Reverification through the door: its answer, its effect on tokens, whose sessions it is for."""

import jwt
import pytest

from tests.people import SESSIONS, codes, last_code, session_of

RHEA, THEO = "rhea@vault.test", "theo@vault.test"
PASSWORD = "three-locks-one-door"
SIGN_INS = "/v1/client/sign_ins"
MINUTE = 60_000


@pytest.fixture
def world(open_world):
    return open_world("reverification")


@pytest.fixture
def browser(house, world):
    """A browser on which Rhea signed in eleven minutes ago."""
    browser = house.browser(world)
    browser.post(SIGN_INS, identifier=RHEA, strategy="password", password=PASSWORD)
    world.clock.advance(11 * MINUTE)
    return browser


@pytest.fixture
def path(browser):
    """Where her session is verified."""
    return f"{SESSIONS}/{browser.get('/v1/client').response['last_active_session_id']}/verify"


def ages(browser, path):
    token = browser.post(path.removesuffix("/verify") + "/tokens").json()["jwt"]
    return jwt.decode(token, options={"verify_signature": False})["fva"]


def test_it_answers_what_may_be_used(browser, path):
    """Level, status, factors and the session; the client rides along."""
    it = browser.post(path, level="first_factor")
    strategies = [each["strategy"] for each in it.response["supported_first_factors"]]

    assert ("session_reverification", "first_factor", "needs_first_factor") == tuple(
        it.response[key] for key in ("object", "level", "status")
    )
    assert ["password", "phone_code", "email_code"] == strategies
    assert (None, None, None) == tuple(
        it.response[key]
        for key in ("supported_second_factors", "first_factor_verification", "second_factor_verification")
    )
    assert it.response["session"]["id"] == it.client["last_active_session_id"]


def test_a_password_makes_the_next_token_fresh(browser, path):
    """Starting does not; completing does, in the answer, the client and the next token."""
    browser.post(path, level="second_factor")
    started = ages(browser, path)
    done = browser.post(f"{path}/attempt_first_factor", strategy="password", password=PASSWORD)

    assert [11, -1] == started
    assert ("complete", "verified") == (
        done.response["status"],
        done.response["first_factor_verification"]["status"],
    )
    assert [0, -1] == done.response["session"]["factor_verification_age"] == ages(browser, path)
    assert [0, -1] == done.client["sessions"][0]["factor_verification_age"]


@pytest.mark.parametrize(
    ("strategy", "to", "id"),
    [("email_code", RHEA, "email_address_id"), ("phone_code", "+15555550110", "phone_number_id")],
)
def test_a_code_makes_the_next_token_fresh(browser, path, world, strategy, to, id):
    """It is sent where it is asked to go; numbers for tests know theirs."""
    factors = browser.post(path, level="first_factor").response["supported_first_factors"]
    wanted = next(it[id] for it in factors if it["strategy"] == strategy)
    sent = browser.post(f"{path}/prepare_first_factor", strategy=strategy, **{id: wanted})
    code = "424242" if to.startswith("+") else last_code(world, to)
    done = browser.post(f"{path}/attempt_first_factor", strategy=strategy, code=code)

    assert ("unverified", strategy) == tuple(
        sent.response["first_factor_verification"][key] for key in ("status", "strategy")
    )
    assert "complete" == done.response["status"]
    assert [0, -1] == ages(browser, path)


def test_wrong_proofs_are_refused_and_counted(browser, path, world):
    """422 at the field; the user comes closer to the lockout."""
    browser.post(path, level="first_factor")
    wrong = browser.post(f"{path}/attempt_first_factor", strategy="password", password="nope")
    remaining = wrong.client["sessions"][0]["user"]["verification_attempts_remaining"]

    assert (422, [("form_password_incorrect", "password")]) == (wrong.status_code, codes(wrong))
    assert world.instance.settings.user_settings.attack_protection.user_lockout.max_attempts - 1 == remaining
    assert [11, -1] == ages(browser, path)


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("prepare_first_factor", {"strategy": "email_code"}),
        ("attempt_first_factor", {"strategy": "password", "password": PASSWORD}),
        ("prepare_second_factor", {}),
        ("attempt_second_factor", {"strategy": "phone_code", "code": "424242"}),
    ],
)
def test_every_step_wants_a_start(browser, path, world, step, form):
    """400 before one, and 400 when it is not the next step."""
    before = world.digest()
    early = browser.post(f"{path}/{step}", **form)

    assert (400, [("session_reverification_missing", None)]) == (early.status_code, codes(early))
    assert before == world.digest()

    browser.post(path, level="first_factor")
    browser.post(f"{path}/attempt_first_factor", strategy="password", password=PASSWORD)
    late = browser.post(f"{path}/{step}", **form)

    assert (400, [("invalid_action_for_session_reverification", None)]) == (late.status_code, codes(late))


def test_what_the_form_must_say(browser, path):
    """A level that exists, and a strategy."""
    level = browser.post(path, level="third_factor")
    none = browser.post(path)
    strategy = browser.post(f"{path}/prepare_first_factor")
    attempt = browser.post(f"{path}/attempt_second_factor", code="424242")

    assert [("form_param_value_invalid", "level")] == codes(level)
    assert [("form_param_missing", "level")] == codes(none)
    assert [("form_param_missing", "strategy")] == codes(strategy) == codes(attempt)


@pytest.mark.parametrize("whose", ["somebody else's", "nobody's"])
def test_it_is_for_sessions_of_this_client(browser, house, world, whose):
    """401 for all others, which says nothing about them."""
    stranger = house.browser(world)
    created = stranger.post(SIGN_INS, identifier=RHEA, strategy="password", password=PASSWORD)
    id = session_of(created) if whose == "somebody else's" else "sess_none"
    reply = browser.post(f"{SESSIONS}/{id}/verify", level="first_factor")

    assert (401, [("action_for_session_not_authorized", None)]) == (reply.status_code, codes(reply))


def test_a_session_that_is_over_proves_nothing(browser, path):
    """401, as for its tokens."""
    browser.post(path.removesuffix("/verify") + "/end")

    assert 401 == browser.post(path, level="first_factor").status_code


def test_it_lets_sensitive_operations_through(browser, house, path, world):
    """What was refused before passes afterwards."""
    other = house.browser(world)
    theirs = session_of(other.post(SIGN_INS, identifier=RHEA, strategy="password", password=PASSWORD))
    revoke = f"/v1/me/sessions/{theirs}/revoke"
    refused = browser.post(revoke)
    browser.post(path, level="first_factor")
    still = browser.post(revoke)
    browser.post(f"{path}/attempt_first_factor", strategy="password", password=PASSWORD)

    assert [403, 403, 200] == [refused.status_code, still.status_code, browser.post(revoke).status_code]


def test_who_has_a_code_only_uses_that(house, world):
    """No password on offer, and none is taken."""
    browser = house.browser(world)
    id = browser.post(SIGN_INS, identifier=THEO, strategy="email_code").response["id"]
    code = last_code(world, THEO)
    session = session_of(
        browser.post(f"{SIGN_INS}/{id}/attempt_first_factor", strategy="email_code", code=code)
    )
    path = f"{SESSIONS}/{session}/verify"
    offered = browser.post(path, level="multi_factor").response["supported_first_factors"]
    wrong = browser.post(f"{path}/attempt_first_factor", strategy="password", password="x")

    assert ["email_code"] == [it["strategy"] for it in offered]
    assert [("strategy_for_user_invalid", "strategy")] == codes(wrong)
