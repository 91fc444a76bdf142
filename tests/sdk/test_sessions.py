"""Sessions, clients and what opens a session, as Clerk's server libraries handle them."""

import jwt
import pytest

from mockfapi.rules import handshakes
from tests.people import ADA, sign_in

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="one_user")

APP = "http://localhost:3000"


@pytest.fixture
def ada(clerk):
    return clerk.user(ADA)


@pytest.fixture
def browser(clerk):
    """A browser that Ada is signed in with."""
    it = clerk.browser()
    assert 200 == sign_in(it).status_code

    return it


def claims(token: str) -> dict:
    found: dict = jwt.decode(token, options={"verify_signature": False})
    return found


def test_python_opens_lists_and_ends_sessions(py, ada):
    """A token lives as long as was asked; of an ended session there is none."""
    made = py.sessions.create(request={"user_id": ada.id})
    found = py.sessions.list(user_id=ada.id, status="active")
    token = py.sessions.create_token(session_id=made.id, expires_in_seconds=120)
    ended = py.sessions.revoke(session_id=made.id)

    assert [made.id] == [it.id for it in found]
    assert (made.id, 120) == (claims(token.jwt)["sid"], claims(token.jwt)["exp"] - claims(token.jwt)["iat"])
    assert ["revoked", "revoked"] == [ended.status, py.sessions.get(session_id=made.id).status]
    assert (401, ["authentication_invalid"]) == refusal(py.sessions.create_token, session_id=made.id)


def test_javascript_opens_lists_and_ends_sessions(js, ada):
    """A token is the user's; of an ended session there is none."""
    made = js.sessions.createSession({"userId": ada.id})
    found = js.sessions.getSessionList({"userId": ada.id, "status": "active"})
    token = js.sessions.getToken(made["id"])
    ended = js.sessions.revokeSession(made["id"])

    assert ([made["id"]], 1) == ([it["id"] for it in found["data"]], found["totalCount"])
    assert ada.id == claims(token["jwt"])["sub"]
    assert ["revoked", "revoked"] == [ended["status"], js.sessions.getSession(made["id"])["status"]]
    assert (401, ["authentication_invalid"]) == refusal(js.sessions.getToken, made["id"])


@pytest.mark.clerk(scenario="jwt_templates")
def test_tokens_are_made_from_templates(clerk, py, js):
    """By both libraries, with the claims of the template."""
    somebody = py.users.list(request={"limit": 1})[0]
    template = py.jwt_templates.list()[0].name
    session = py.sessions.create(request={"user_id": somebody.id}).id
    two = (
        py.sessions.create_token_from_template(session_id=session, template_name=template).jwt,
        js.sessions.getToken(session, template)["jwt"],
    )

    assert [somebody.id] * 2 == [claims(it)["sub"] for it in two]


def test_javascript_asks_whether_a_token_holds(js, ada):
    """As old servers do. The token of another session does not."""
    made, other = (js.sessions.createSession({"userId": ada.id})["id"] for _ in range(2))
    token = js.sessions.getToken(made)["jwt"]

    assert made == js.sessions.verifySession(made, token)["id"]
    assert (400, ["invalid_session_token"]) == refusal(js.sessions.verifySession, other, token)


def test_python_sees_the_clients_of_browsers(py, browser):
    """Found by list, by id and by the token in the browser's cookie."""
    found = py.clients.list()[0]

    assert found.id == py.clients.get(client_id=found.id).id
    assert found.id == py.clients.verify(request={"token": browser.cookies["__client"]}).id
    assert ["active"] == [it.status for it in found.sessions]


def test_javascript_sees_the_clients_of_browsers(js, browser):
    """Found by list, by id and by the token in the browser's cookie."""
    found = js.clients.getClientList()["data"][0]

    assert found["id"] == js.clients.getClient(found["id"])["id"]
    assert found["id"] == js.clients.verifyClient(browser.cookies["__client"])["id"]
    assert ["active"] == [it["status"] for it in found["sessions"]]


@pytest.fixture
def expired(clerk, ada):
    """A session, and how its expired token is exchanged."""
    token = ada.token(origin=APP)
    clerk.clock.pin(clerk.clock.now + 120_000)
    return ada.session.id, {
        "expired_token": token,
        "refresh_token": handshakes.refresh_token(clerk.world, ada.session),
        "request_origin": APP,
    }


def test_python_refreshes_sessions(py, expired):
    """As a token, or as the cookies that hold it."""
    id, asked = expired
    fresh = py.sessions.refresh(session_id=id, **asked)
    cookies = py.sessions.refresh(session_id=id, format_="cookie", **asked)

    assert (id, APP) == (claims(fresh.jwt)["sid"], claims(fresh.jwt)["azp"])
    assert cookies.cookies[0].startswith("__session=")


def test_javascript_refreshes_sessions(js, expired):
    """As a token, or as the cookies that hold it, under both names."""
    id, asked = expired
    fresh = js.sessions.refreshSession(id, {**asked, "format": "token"})
    cookies = js.sessions.refreshSession(id, {**asked, "format": "cookie", "suffixed_cookies": True})

    assert (id, APP) == (claims(fresh["jwt"])["sid"], claims(fresh["jwt"])["azp"])
    assert cookies["cookies"][1].startswith("__session_")
