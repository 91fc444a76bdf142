"""Sessions that are over or limited: replaced, revoked, banned, pending; what clients fall back to."""

from dataclasses import replace
from typing import Any

import jwt
import pytest

from mockfapi.rules import sessions, users
from tests.people import ADA, GRACE, SESSIONS, SIGN_INS, SIGN_UPS, codes, session_of, sign_in
from tests.rules.worlds import configure

PEOPLE = [ADA, GRACE]


def claims(reply) -> dict[str, Any]:
    return jwt.decode(reply.json()["jwt"], options={"verify_signature": False})


def switch(browser, session, verb, **form):
    return browser.post(f"{SESSIONS}/{session}/{verb}", **form)


def refused(replies) -> list[tuple[int, str]]:
    return [(it.status_code, it.errors[0]["code"]) for it in replies]


def user_of(world, session):
    return world.users[world.sessions[session].user_id]


def close(world, session, how):
    """Ends a session from outside in one of the ways there are."""
    it = world.sessions[session]
    if how == "replaced":
        configure(world, auth_config__single_session_mode=True)
        grace = users.create(world, users.UserFields(email_addresses=[GRACE]))
        sessions.open(world, world.clients[it.client_id], grace, sessions.Entry(strategy="password"))
    elif how == "expired":
        world.clock.advance(it.expire_at - world.clock.now)
    elif how == "abandoned":
        world.sessions.save(replace(it, abandon_at=world.clock.now))
    elif how == "revoked":
        sessions.close_all_of(world, user_of(world, session))
    else:
        {"ended": sessions.end, "removed": sessions.remove}[how](world, it)


@pytest.mark.parametrize("how", ["ended", "removed", "revoked", "replaced", "expired", "abandoned"])
def test_a_session_that_is_over_gives_nothing_any_more(browser, world, how):
    """Touch and tokens 401, end and remove 400, and it can still be read as what it became."""
    session = session_of(sign_in(browser))
    close(world, session, how)
    before = world.digest()
    dead = [switch(browser, session, "touch", intent="focus"), switch(browser, session, "tokens")]
    closed = [switch(browser, session, "end"), switch(browser, session, "remove")]
    read = browser.get(f"{SESSIONS}/{session}").response

    assert [(401, "authentication_invalid")] * 2 == refused(dead)
    assert [(400, "invalid_action_for_session")] * 2 == refused(closed)
    assert (how, None) == (read["status"], read["last_active_token"])
    assert session not in [it["id"] for it in browser.get("/v1/client").response["sessions"]]
    assert before == world.digest()


def test_a_ban_ends_sessions_and_tokens_at_once(browser, world):
    """403 `user_banned` makes browsers sign out; the client shows no session and no token."""
    session = session_of(sign_in(browser))
    world.users.save(replace(user_of(world, session), banned=True))
    dead = [switch(browser, session, "touch"), switch(browser, session, "tokens")]
    seen = browser.get("/v1/client").response

    assert [(403, "user_banned")] * 2 == refused(dead)
    assert ([], None) == (seen["sessions"], seen["last_active_session_id"])
    assert 401 == browser.get("/v1/me").status_code
    assert [("user_banned", None)] == codes(sign_in(browser))


@pytest.fixture
def crowded(house, open_world):
    """A browser of an instance with several sessions, and the sessions of two people in it."""
    world = open_world("multi_session")
    browser = house.browser(world)
    return world, browser, [session_of(sign_in(browser, it)) for it in PEOPLE]


@pytest.mark.parametrize("verb", ["end", "remove"])
def test_the_client_falls_back_to_the_other_session(crowded, verb):
    """Whoever signs out, the others stay; the last active session is always one that lives."""
    _, browser, (ada, grace) = crowded
    switch(browser, ada, "touch")
    one = switch(browser, ada, verb)
    none = switch(browser, grace, verb)

    assert ([grace], grace) == (
        [it["id"] for it in one.client["sessions"]],
        one.client["last_active_session_id"],
    )
    assert ([], None) == (none.client["sessions"], none.client["last_active_session_id"])


def test_an_expired_last_active_session_is_replaced_by_the_newest_live_one(crowded):
    """The fallback needs no request: time alone moves it."""
    world, browser, (ada, grace) = crowded
    switch(browser, ada, "touch")
    world.sessions.save(replace(world.sessions[ada], expire_at=world.clock.now + 1))
    world.clock.advance(1)
    seen = browser.get("/v1/client").response

    assert ([grace], grace) == ([it["id"] for it in seen["sessions"]], seen["last_active_session_id"])
    assert GRACE == browser.get("/v1/me").response["email_addresses"][0]["email_address"]


@pytest.mark.parametrize(("path", "status"), [("/v1/client/sessions", "removed"), ("/v1/client", "ended")])
def test_signing_out_everybody_ends_all_sessions(crowded, path, status):
    """With the client kept or dropped; a dropped client never comes back."""
    world, browser, of_both = crowded
    before = browser.get("/v1/client").response["id"]
    reply = browser.delete(path)
    after = browser.put("/v1/client").response

    assert 200 == reply.status_code
    assert {status} == {sessions.status(world, world.sessions[it]) for it in of_both}
    assert (path == "/v1/client/sessions") == (before == after["id"])
    assert ([], None) == (after["sessions"], after["last_active_session_id"])


def test_deleting_the_client_of_nobody_is_fine(browser, world):
    """200 without effect."""
    before = world.digest()

    assert 200 == browser.delete("/v1/client").status_code
    assert before == world.digest()


class TestPending:
    """Sessions that wait for the choice of an organization."""

    @pytest.fixture
    def session(self, browser, world):
        settings = {"enabled": True, "force_organization_selection": True}
        configure(world, **{f"organization_settings__{name}": it for name, it in settings.items()})
        return session_of(sign_in(browser))

    def test_a_pending_session_is_a_session(self, browser, session):
        """It is shown with its task, gets tokens that say so, and blocks a second sign-in and sign-up."""
        seen = browser.get("/v1/client").response
        inside = claims(switch(browser, session, "tokens"))

        assert ("pending", [{"key": "choose-organization"}]) == tuple(
            seen["sessions"][0][key] for key in ("status", "tasks")
        )
        assert (session, "pending", session) == (seen["last_active_session_id"], inside["sts"], inside["sid"])
        assert 200 == browser.get("/v1/me").status_code
        assert [("session_exists", None)] == codes(sign_in(browser)) == codes(browser.post(SIGN_UPS))

    def test_the_personal_account_is_no_choice(self, browser, session):
        """A touch without an organization is fine and changes nothing of the task."""
        reply = switch(browser, session, "touch", active_organization_id=None, intent="select_org")

        assert (200, "pending") == (reply.status_code, reply.response["status"])


def test_required_membership_means_nothing_while_organizations_are_off(browser, world):
    """The session is active, and naming an organization is 403 `organization_not_enabled_in_instance`."""
    configure(world, organization_settings__force_organization_selection=True)
    session = session_of(sign_in(browser))
    asked = [
        switch(browser, session, "touch", active_organization_id="org_1"),
        switch(browser, session, "tokens", organization_id="org_1"),
    ]

    assert "active" == browser.get(f"{SESSIONS}/{session}").response["status"]
    assert [(403, "organization_not_enabled_in_instance")] * 2 == refused(asked)
    assert 200 == switch(browser, session, "touch", active_organization_id=None).status_code


def test_the_instance_may_fix_version_and_lifetime_of_tokens(browser, world):
    """The version that a client asks for does not matter then; every token that rides along follows."""
    configure(world, behaviour__token_version=1, behaviour__session_token_lifetime=300_000)
    signed_in = sign_in(browser)
    session = session_of(signed_in)
    asked = claims(
        browser.request("POST", f"{SESSIONS}/{session}/tokens", query={"__clerk_api_version": "2025-11-10"})
    )
    token = signed_in.client["sessions"][0]["last_active_token"]["jwt"]
    along = jwt.decode(token, options={"verify_signature": False})

    assert [300, 300] == [it["exp"] - it["iat"] for it in (asked, along)]
    assert {"azp", "exp", "fva", "iat", "iss", "nbf", "sid", "sub"} == set(asked) == set(along)


def test_users_are_active_to_the_day_and_sessions_to_the_millisecond(browser, world):
    """A touch moves both."""
    session = session_of(sign_in(browser))
    world.clock.advance(26 * 3_600_000)
    it = switch(browser, session, "touch", intent="focus").response

    assert world.clock.now == it["last_active_at"]
    assert world.clock.now // 86_400_000 * 86_400_000 == it["user"]["last_active_at"]


def test_an_attempt_of_before_cannot_sign_in_beside_a_session(browser, house, world):
    """A second tab that is still on the password page gets `session_exists`, and nothing is counted."""
    begun = browser.post(SIGN_INS, identifier=ADA).response
    known = world.clients.find(browser.get("/v1/client").response["id"])
    ada = world.users.find(world.sign_ins[begun["id"]].user_id)
    sessions.open(world, known, ada, sessions.Entry(strategy="email_code"))
    before = world.digest()
    late = browser.post(
        f"{SIGN_INS}/{begun['id']}/attempt_first_factor", strategy="password", password="wrong"
    )

    assert [("session_exists", None)] == codes(late)
    assert before == world.digest()
