"""Several browsers at once: the same account, the same address, the same code. None learns of the other."""

import pytest

from tests.people import ADA, PASSWORDS, SESSIONS, SIGN_INS, SIGN_UPS, codes, last_code, session_of, sign_in
from tests.rules.worlds import configure

NEW = "lin@engines.test"
PASSWORD = "brass-gears-and-steam"


@pytest.fixture
def other(house, world):
    """A second browser in the same world."""
    return house.browser(world)


def forgot(browser, world):
    """The sign-in of somebody who proved a reset code."""
    it = browser.post(SIGN_INS, identifier=ADA, strategy="reset_password_email_code").response
    return browser.post(
        f"{SIGN_INS}/{it['id']}/attempt_first_factor",
        strategy="reset_password_email_code",
        code=last_code(world, ADA),
    )


def reset(browser, begun, **more):
    path = f"{SIGN_INS}/{begun.response['id']}/reset_password"
    return browser.post(path, password="analytical-engine-1837", **more)


def joining(browser, email=NEW):
    """A sign-up that waits for its code."""
    begun = browser.post(SIGN_UPS, email_address=email, password=PASSWORD, strategy="email_code")
    return f"{SIGN_UPS}/{begun.response['id']}"


def verify(browser, path, code):
    return browser.post(f"{path}/attempt_verification", strategy="email_code", code=code)


def test_one_account_on_two_browsers(browser, other):
    """Each has its own session; signing out here leaves the one there."""
    here, there = session_of(sign_in(browser)), session_of(sign_in(other))
    browser.delete(SESSIONS)

    assert here != there
    assert [] == browser.get("/v1/client").response["sessions"]
    assert [there] == [it["id"] for it in other.get("/v1/client").response["sessions"]]


def test_a_code_belongs_to_the_attempt_that_asked_for_it(browser, other, world):
    """The code that one browser asked for is wrong in another, whoever reads the mail."""
    ids, sent = [], []
    for each in (browser, other):
        ids.append(each.post(SIGN_INS, identifier=ADA, strategy="email_code").response["id"])
        sent.append(last_code(world, ADA))
    swapped = [
        each.post(f"{SIGN_INS}/{id}/attempt_first_factor", strategy="email_code", code=code)
        for each, id, code in zip((browser, other), ids, reversed(sent), strict=True)
    ]

    assert [[("form_code_incorrect", "code")]] * 2 == [codes(it) for it in swapped]


def test_wrong_attempts_of_all_browsers_count_together(browser, other, world):
    """The warning comes where the last attempts are made, and the lockout holds everywhere."""
    configure(world, user_settings__attack_protection__user_lockout__max_attempts=4)
    wrong = {"identifier": ADA, "strategy": "password", "password": "nope"}
    replies = [each.post(SIGN_INS, **wrong) for each in (browser, other, browser, other)]
    locked = [sign_in(browser), sign_in(other)]

    assert [[], [2], [1], [0]] == [
        [it["meta"]["attempts_remaining"] for it in reply.errors if it["code"] == "account_lockout_warning"]
        for reply in replies
    ]
    assert [(403, "user_locked")] * 2 == [(it.status_code, it.errors[0]["code"]) for it in locked]


def test_a_success_on_one_browser_forgives_the_failures_of_another(browser, other, world):
    """Counting begins anew for everybody."""
    other.post(SIGN_INS, identifier=ADA, strategy="password", password="nope")
    user = sign_in(browser).client["sessions"][0]["user"]

    assert 10 == user["verification_attempts_remaining"]


def test_a_lockout_of_no_minutes_lasts(browser, world):
    """Only an administrator ends it: no time helps, and none is told."""
    configure(world, user_settings__attack_protection__user_lockout__max_attempts=1)
    configure(world, user_settings__attack_protection__user_lockout__duration_in_minutes=0)
    browser.post(SIGN_INS, identifier=ADA, strategy="password", password="nope")
    world.clock.advance(1000 * 24 * 3_600_000)
    late = sign_in(browser)

    assert (403, "Your account is locked.") == (late.status_code, late.errors[0]["long_message"])


@pytest.mark.parametrize(("asked", "left"), [(True, 0), (False, 1)])
def test_a_reset_ends_the_sessions_of_other_browsers_when_asked(browser, other, world, asked, left):
    """The other browser's session is revoked: its token call is 401."""
    elsewhere = session_of(sign_in(other))
    done = reset(browser, forgot(browser, world), sign_out_of_other_sessions=asked)
    token = other.post(f"{SESSIONS}/{elsewhere}/tokens")

    assert "complete" == done.response["status"]
    assert left == len(other.get("/v1/client").response["sessions"])
    assert 200 + 201 * asked == token.status_code


def test_a_password_changed_elsewhere_is_the_one_that_counts(browser, other, world):
    """An attempt that began before the change needs the new password."""
    begun = other.post(SIGN_INS, identifier=ADA).response
    reset(browser, forgot(browser, world))
    path = f"{SIGN_INS}/{begun['id']}/attempt_first_factor"
    old = other.post(path, strategy="password", password=PASSWORDS[ADA])
    new = other.post(path, strategy="password", password="analytical-engine-1837")

    assert [("form_password_incorrect", "password")] == codes(old)
    assert "complete" == new.response["status"]


def test_of_two_sign_ups_with_one_address_the_first_wins(browser, other, world):
    """The second is refused when it wants to finish: 400 `identification_claimed`, one user, one address."""
    here, there = joining(browser), joining(other)
    sent = [it.code for it in world.messages.where(to=NEW)]
    first, second = verify(browser, here, sent[0]), verify(other, there, sent[1])
    patched = other.patch(there, email_address=NEW)

    assert "complete" == first.response["status"]
    assert [("identification_claimed", None)] == codes(second)
    assert [("form_identifier_exists", "email_address")] == codes(patched)
    assert 1 == len(world.email_addresses.where(email_address=NEW))


def test_a_claimed_sign_up_goes_on_with_another_address(browser, other, world):
    """The way out of `identification_claimed` is a new address with a code of its own."""
    here, there = joining(browser), joining(other)
    verify(browser, here, world.messages.where(to=NEW)[0].code)
    other.patch(there, email_address="moss@engines.test", strategy="email_code")

    assert "complete" == verify(other, there, last_code(world, "moss@engines.test")).response["status"]


@pytest.mark.parametrize("path", [SIGN_INS, SIGN_UPS])
def test_nothing_can_be_transferred_yet(browser, world, path):
    """400 `account_transfer_invalid`, and the attempts under way stay as they are."""
    browser.post(SIGN_INS, identifier=ADA)
    browser.post(SIGN_UPS, email_address=NEW)
    before = world.digest()
    asked = browser.post(path, transfer=True)

    assert (400, [("account_transfer_invalid", None)]) == (asked.status_code, codes(asked))
    assert before == world.digest()
    assert 200 == browser.post(path, transfer=False).status_code
