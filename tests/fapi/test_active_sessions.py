"""Tag Active Sessions, through the door: all sessions of a user, and ending another one."""

import jwt
import pytest

from tests.people import SESSIONS, codes, session_of, sign_in
from tests.rules.worlds import configure

LISTS = "/v1/me/sessions"
MINUTE = 60_000
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def session(browser):
    """A signed-in browser's session id."""
    return session_of(sign_in(browser))


@pytest.fixture
def phone(house, world):
    """Another device of the same person, somewhere in the world."""
    other = house.browser(world)
    other.headers |= {"user-agent": PHONE, "x-forwarded-for": "203.0.113.9, 10.0.0.1"}
    return other


def test_active_sessions_show_device_and_place(browser, phone, session):
    """A bare list of the live ones, the newest first, without tokens."""
    on_phone = session_of(sign_in(phone))
    found = browser.get(f"{LISTS}/active").json()
    activity = found[0]["latest_activity"]

    assert [on_phone, session] == [it["id"] for it in found]
    assert [None, None] == [it["last_active_token"] for it in found]
    assert ("session_activity", True, "iPhone", "Mobile Safari", "17.5") == tuple(
        activity[key] for key in ("object", "is_mobile", "device_type", "browser_name", "browser_version")
    )
    assert ("203.0.113.9", "Wellington", "NZ") == tuple(
        activity[key] for key in ("ip_address", "city", "country")
    )
    assert "city" not in found[1]["latest_activity"]


def test_all_sessions_are_listed_in_full(browser, phone, session):
    """Also those that are over; tokens of other browsers are nobody's business."""
    over = session_of(sign_in(phone))
    phone.post(f"{SESSIONS}/{over}/end")
    found = browser.get(LISTS).json()

    assert [(over, "ended"), (session, "active")] == [(it["id"], it["status"]) for it in found]
    assert {None} == {it["last_active_token"] for it in found}
    assert found[0]["user"]["id"] == found[1]["user"]["id"]
    assert [session] == [it["id"] for it in browser.get(f"{LISTS}/active").json()]


@pytest.mark.parametrize("path", [LISTS, f"{LISTS}/active"])
def test_lists_are_for_people_who_are_signed_in(browser, path):
    """401 for everybody else."""
    assert 401 == browser.get(path).status_code

    browser.put("/v1/client")

    assert (401, [("signed_out", None)]) == (browser.get(path).status_code, codes(browser.get(path)))


def test_a_named_session_may_ask(browser, house, world, session):
    """`_clerk_session_id` names the session that is meant; one of another client is refused."""
    other = house.browser(world)
    theirs = session_of(sign_in(other))

    assert 200 == browser.get(LISTS, _clerk_session_id=session).status_code
    assert 401 == browser.get(LISTS, _clerk_session_id=theirs).status_code


def test_revoking_signs_the_other_device_out(browser, phone, session):
    """It answers the session as revoked; the other browser is signed out at once."""
    on_phone = session_of(sign_in(phone))
    reply = browser.post(f"{LISTS}/{on_phone}/revoke")

    assert (200, "revoked", None) == (
        reply.status_code,
        reply.response["status"],
        reply.response["last_active_token"],
    )
    assert session == reply.client["last_active_session_id"]
    assert [] == phone.get("/v1/client").response["sessions"]
    assert 401 == phone.get("/v1/me").status_code
    assert 401 == phone.post(f"{SESSIONS}/{on_phone}/tokens").status_code


def test_revoking_wants_a_recent_proof(browser, phone, world, session):
    """403 after ten minutes, before anything else is looked at; nothing changes."""
    on_phone = session_of(sign_in(phone))
    world.clock.advance(10 * MINUTE)
    before = world.digest()
    old = browser.post(f"{LISTS}/{on_phone}/revoke")
    nonsense = browser.post(f"{LISTS}/sess_none/revoke")

    assert [(403, [("session_reverification_required", None)])] * 2 == [
        (it.status_code, codes(it)) for it in (old, nonsense)
    ]
    assert before == world.digest()

    configure(world, auth_config__reverification=False)

    assert 200 == browser.post(f"{LISTS}/{on_phone}/revoke").status_code


def test_what_cannot_be_revoked(browser, world, session):
    """The own session 400, unknown ones 404."""
    before = world.digest()
    own, unknown = (browser.post(f"{LISTS}/{it}/revoke") for it in (session, "sess_none"))

    assert (400, [("invalid_action_for_session", None)]) == (own.status_code, codes(own))
    assert (404, [("resource_not_found", None)]) == (unknown.status_code, codes(unknown))
    assert before == world.digest()


def test_an_idle_session_vanishes_from_its_client(browser, world, session):
    """A token in time keeps it; too late it is gone, and known as expired."""
    configure(world, behaviour__inactivity_timeout=30 * MINUTE)
    world.clock.advance(20 * MINUTE)
    in_time = browser.post(f"{SESSIONS}/{session}/tokens")
    world.clock.advance(20 * MINUTE)
    still = browser.get("/v1/client").response["sessions"]
    world.clock.advance(10 * MINUTE)
    gone = browser.get("/v1/client").response

    assert session == jwt.decode(in_time.json()["jwt"], options={"verify_signature": False})["sid"]
    assert [session] == [it["id"] for it in still]
    assert ([], None) == (gone["sessions"], gone["last_active_session_id"])
    assert "expired" == browser.get(f"{SESSIONS}/{session}").response["status"]
    assert 401 == browser.post(f"{SESSIONS}/{session}/tokens").status_code
