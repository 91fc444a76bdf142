"""Tickets through the door: links, sign-ins, sign-ups, agents."""

from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from tests.people import ADA, PASSWORDS, SIGN_INS, SIGN_UPS, codes, session_of, sign_in
from tests.rules.worlds import configure

NEW = "new@engines.test"
APP = "http://localhost:3000"
ACCEPT = "/v1/tickets/accept"


def made(browser, kind, **wishes):
    """A ticket of the control API."""
    return browser.request("POST", f"/__mockfapi/tickets/{kind}", json=wishes).json()


def status_of(browser, it):
    tickets = browser.get("/__mockfapi/tickets").json()["data"]
    return next(each["status"] for each in tickets if each["id"] == it["id"])


def way(reply):
    """Where a redirect leads, and what it tells the page."""
    url = urlsplit(reply.headers["location"])
    asked = parse_qs(url.query)
    return f"{url.scheme}://{url.netloc}{url.path}", asked["__clerk_status"][0], asked["__clerk_ticket"][0]


def claims_of(client, session_id):
    """The claims of the token of one of the client's sessions."""
    (session,) = [it for it in client["sessions"] if it["id"] == session_id]
    return jwt.decode(session["last_active_token"]["jwt"], options={"verify_signature": False})


@pytest.fixture
def seen(browser):
    """The app has been opened once."""
    browser.patch("/v1/environment", origin=APP)
    return browser


def test_signing_in_by_ticket(browser):
    """Complete at once, with or without the name of the strategy; the client shows the session."""
    ticket = made(browser, "sign_in", user=ADA)
    reply = browser.post(SIGN_INS, ticket=ticket["ticket"])
    proof = reply.response["first_factor_verification"]

    assert ("complete", ADA) == (reply.response["status"], reply.response["identifier"])
    assert ("verification_ticket", "verified") == (proof["object"], proof["status"])
    assert session_of(reply) == reply.client["last_active_session_id"]
    assert "accepted" == status_of(browser, ticket)


def test_an_attempt_by_ticket(browser):
    """A sign-in that was begun empty takes a ticket, too."""
    begun = browser.post(SIGN_INS).response["id"]
    ticket = made(browser, "sign_in", user=ADA)["ticket"]
    reply = browser.post(f"{SIGN_INS}/{begun}/attempt_first_factor", strategy="ticket", ticket=ticket)

    assert ("complete", begun) == (reply.response["status"], reply.response["id"])


def test_somebody_is_signed_in_already(browser):
    """One session at a time: 400 `session_exists`, and the ticket stays good."""
    sign_in(browser)
    ticket = made(browser, "sign_in", user=ADA)
    reply = browser.post(SIGN_INS, strategy="ticket", ticket=ticket["ticket"])

    assert (400, [("session_exists", None)]) == (reply.status_code, codes(reply))
    assert "pending" == status_of(browser, ticket)


def test_acting_as_somebody(browser, world):
    """The actor stands in the session and in its token; no one else gets in until it is over."""
    sign_in(browser)
    ticket = made(browser, "impersonate", user=ADA, actor={"sub": "user_support"})["ticket"]
    reply = browser.post(SIGN_INS, strategy="ticket", ticket=ticket)
    session = reply.client["sessions"][-1]

    assert {"sub": "user_support"} == session["actor"]
    assert "user_support" == claims_of(reply.client, session["id"])["act"]["sub"]
    assert session["created_at"] + 30 * 60_000 == session["expire_at"]

    ticket = made(browser, "sign_in", user=ADA)["ticket"]
    for path, form in ((SIGN_INS, {}), (SIGN_INS, {"ticket": ticket}), (SIGN_UPS, {"email_address": NEW})):
        refused = browser.post(path, **form)

        assert (409, [("session_creation_not_allowed", None)]) == (refused.status_code, codes(refused))

    browser.post(f"/v1/client/sessions/{session['id']}/end")

    assert 200 == browser.post(SIGN_INS, ticket=ticket).status_code


def test_signing_up_by_invitation(seen):
    """The link leads to the sign-up page; there only the password is missing."""
    ticket = made(seen, "invite", email_address=NEW, public_metadata={"berth": 12})
    where, status, text = way(seen.get(ACCEPT, ticket=ticket["ticket"]))

    assert (f"{APP}/sign-up", "sign_up", ticket["ticket"]) == (where, status, text)

    begun = seen.post(SIGN_UPS, strategy="ticket", ticket=text).response
    address = begun["verifications"]["email_address"]

    assert (NEW, ["password"], []) == (
        begun["email_address"],
        begun["missing_fields"],
        begun["unverified_fields"],
    )
    assert ("verified", "ticket", "") == (address["status"], address["strategy"], address["next_action"])

    form = {"strategy": "ticket", "ticket": text, "password": PASSWORDS[ADA]}
    done = seen.patch(f"{SIGN_UPS}/{begun['id']}", **form)
    user = done.client["sessions"][0]["user"]

    assert ("complete", {"berth": 12}) == (done.response["status"], user["public_metadata"])
    assert "verified" == user["email_addresses"][0]["verification"]["status"]
    assert "accepted" == status_of(seen, ticket)


def test_an_unknown_ticket_is_refused_by_its_name(browser):
    """What sits behind `?__clerk_ticket=123` on a page; nothing is begun."""
    for path in (SIGN_INS, SIGN_UPS):
        reply = browser.post(path, strategy="ticket", ticket="123")

        assert (400, [("ticket_invalid_code", "ticket")]) == (reply.status_code, codes(reply))
    assert 400 == browser.get(ACCEPT, ticket="123").status_code
    assert 400 == browser.get("/v1/agents/tasks", ticket="123").status_code
    assert None is browser.get("/v1/client").response["sign_up"]


def test_an_invited_address_that_has_an_account(seen):
    """The link leads to the sign-in."""
    ticket = made(seen, "invite", email_address=ADA, ignore_existing=True)["ticket"]

    assert (f"{APP}/sign-in", "sign_in", ticket) == way(seen.get(ACCEPT, ticket=ticket))


def test_a_link_leads_where_the_invitation_says(browser):
    """The page that was asked for keeps its own parameters."""
    page = "https://app.test/welcome?from=mail"
    ticket = made(browser, "invite", email_address=NEW, redirect_url=page)["ticket"]
    reply = browser.get(ACCEPT, ticket=ticket)

    assert (303, "https://app.test/welcome") == (reply.status_code, way(reply)[0])
    assert "from=mail" in reply.headers["location"]


@pytest.mark.parametrize(
    ("named", "page"),
    [("https://app.test/join", "https://app.test/join"), ("/join", f"{APP}/join"), ("", f"{APP}/sign-up")],
)
def test_a_link_leads_to_the_page_of_the_settings(seen, world, named, page):
    """Absolute as it is, relative below the app that was seen; else where apps have it."""
    configure(world, display_config__sign_up_url=named)
    ticket = made(seen, "invite", email_address=NEW)["ticket"]

    assert page == way(seen.get(ACCEPT, ticket=ticket))[0]


def test_a_link_is_good_for_several_looks(seen):
    """Test tools fetch it up to five times; only the sign-up uses it up."""
    ticket = made(seen, "invite", email_address=NEW)["ticket"]

    assert 1 == len({seen.get(ACCEPT, ticket=ticket).headers["location"] for _ in range(5)})


def test_a_link_before_any_app_was_seen(browser):
    """There is nowhere to lead to: a page says what is missing."""
    reply = browser.get(ACCEPT, ticket=made(browser, "invite", email_address=NEW)["ticket"])

    assert (200, "text/html; charset=utf-8") == (reply.status_code, reply.answer.media_type)
    assert b"sign_up" in reply.answer.body


def test_a_link_that_is_no_use_any_more(seen, world):
    """Expired and used: 400; its record gone: 404."""
    used = made(seen, "sign_in", user=ADA)["ticket"]
    seen.post(SIGN_INS, ticket=used)
    gone, late = (made(seen, "invite", email_address=f"{it}@new.test") for it in ("gone", "late"))
    world.invitations.remove(gone["id"])
    late = late["ticket"]

    assert ["sign_in_token_already_used_code"] == [it for it, _ in codes(seen.get(ACCEPT, ticket=used))]
    assert 404 == seen.get(ACCEPT, ticket=gone["ticket"]).status_code

    world.clock.advance(30 * 24 * 3_600_000)

    assert ["ticket_expired_code"] == [it for it, _ in codes(seen.get(ACCEPT, ticket=late))]


def test_an_agent_opens_one_session(browser):
    """The link leads on with the session in a handshake; half an hour at most, and once."""
    ticket = made(browser, "agent", user=ADA, redirect_url="https://agents.test/run?job=7")
    link = urlsplit(ticket["url"])
    reply = browser.get(link.path, **{key: it[0] for key, it in parse_qs(link.query).items()})
    asked = parse_qs(urlsplit(reply.headers["location"]).query)
    again = browser.get("/v1/agents/tasks", ticket=ticket["ticket"])
    (session,) = browser.get("/v1/client").response["sessions"]

    assert (307, ["7"]) == (reply.status_code, asked["job"])
    lines = jwt.decode(asked["__clerk_handshake"][0], options={"verify_signature": False})["handshake"]

    assert any(it.startswith("__session=ey") for it in lines)
    assert session["created_at"] + 30 * 60_000 == session["expire_at"]
    assert (400, [("agent_task_already_used", "ticket")]) == (again.status_code, codes(again))
