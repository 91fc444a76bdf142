"""Groups Sessions and Clients of the Backend API, and what browsers see of it at once."""

from dataclasses import replace

import jwt
import pytest

from mockfapi.rules import handshakes, jwt_templates
from mockfapi.rules.tokens import client_token
from tests.people import ADA, SESSIONS, codes, session_of, sign_in
from tests.rules.worlds import configure

APP = "http://localhost:3000"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


@pytest.fixture
def ada(world):
    return world.users[world.email_addresses.first(email_address=ADA).user_id]


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def refusal(reply):
    return reply.status_code, codes(reply)[0][0]


def test_a_server_sees_the_session_of_a_browser(backend, browser, ada):
    """Found by user, by client and by id, with ids in place of the user."""
    id = session_of(sign_in(browser))
    it = backend.get(f"/v1/sessions/{id}").json()

    assert (id, "active", ada.id) == (it["id"], it["status"], it["user_id"])
    assert "session_activity" == it["latest_activity"]["object"]
    for query in (
        {"user_id": ada.id},
        {"client_id": it["client_id"]},
        {"user_id": ada.id, "status": "active"},
    ):
        assert [it] == backend.get("/v1/sessions", **query).json()
    assert [] == backend.get("/v1/sessions", user_id=ada.id, status="ended").json()
    assert {"data": [it], "total_count": 1} == backend.get(
        "/v1/sessions", user_id=ada.id, paginated="true"
    ).json()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, "missing_query_parameter"),
        ({"user_id": "user_1", "status": "asleep"}, "invalid_query_parameter_value"),
        ({"user_id": "user_1", "limit": "501"}, "invalid_query_parameter_value"),
    ],
)
def test_a_list_of_sessions_that_cannot_be(backend, query, code):
    """It wants a user or a client, and a status that there is."""
    assert (400, code) == refusal(backend.get("/v1/sessions", **query))


def test_the_newest_session_comes_first(backend, house, world, ada):
    """Also where several clients have one."""
    ids = [session_of(sign_in(house.browser(world))) for _ in range(3)]

    assert ids[::-1] == [it["id"] for it in backend.get("/v1/sessions", user_id=ada.id).json()]
    assert ids[1:2] == [
        it["id"] for it in backend.get("/v1/sessions", user_id=ada.id, limit=1, offset=1).json()
    ]


def test_a_revoked_session_gives_no_tokens(backend, browser):
    """The browser is signed out at its next refresh; revoking twice changes nothing."""
    id = session_of(sign_in(browser))
    revoked = [backend.post(f"/v1/sessions/{id}/revoke") for _ in range(2)]

    assert ["revoked", "revoked"] == [it.json()["status"] for it in revoked]
    assert 401 == browser.post(f"{SESSIONS}/{id}/tokens").status_code
    assert (401, "authentication_invalid") == refusal(backend.post(f"/v1/sessions/{id}/tokens"))
    assert [] == browser.get("/v1/client").response["sessions"]


def test_a_server_opens_a_session(backend, world, ada):
    """It has a client of its own, nothing was proven, and its tokens hold."""
    it = backend.post("/v1/sessions", user_id=ada.id).json()
    token = backend.post(f"/v1/sessions/{it['id']}/tokens").json()

    assert ("active", [it["id"]]) == (
        it["status"],
        backend.get(f"/v1/clients/{it['client_id']}").json()["session_ids"],
    )
    assert (ada.id, it["id"], [-1, -1]) == tuple(
        claims_of(token["jwt"])[name] for name in ("sub", "sid", "fva")
    )
    assert "token" == token["object"]


def test_a_session_that_cannot_be_opened(backend, world, ada):
    """Unknown and banned users, foreign organizations and production instances have none."""
    unknown = backend.post("/v1/sessions", user_id="user_nobody")
    foreign = backend.post("/v1/sessions", user_id=ada.id, active_organization_id="org_1")
    world.users.save(replace(ada, banned=True))
    banned = backend.post("/v1/sessions", user_id=ada.id)
    configure(world, display_config__instance_environment_type="production")
    production = backend.post("/v1/sessions", user_id=ada.id)

    assert (404, "resource_not_found") == refusal(unknown)
    assert (403, "organization_not_enabled_in_instance") == refusal(foreign)
    assert (403, "user_banned") == refusal(banned)
    assert (400, "request_invalid_for_environment") == refusal(production)
    assert 0 == len(world.sessions)


def test_how_long_a_token_lives(backend, world, ada):
    """As the instance or the template says, unless the server says otherwise."""
    jwt_templates.create(world, name="shop", claims={"plan": "gold"}, lifetime=120)
    path = f"/v1/sessions/{backend.post('/v1/sessions', user_id=ada.id).json()['id']}/tokens"

    def lifetime(path, **fields):
        claims = claims_of(backend.post(path, **fields).json()["jwt"])
        return claims["exp"] - claims["iat"]

    assert (60, 600) == (lifetime(path), lifetime(path, expires_in_seconds=600))
    assert (120, 30) == (lifetime(f"{path}/shop"), lifetime(f"{path}/shop", expires_in_seconds=30))
    assert "gold" == claims_of(backend.post(f"{path}/shop").json()["jwt"])["plan"]
    assert 422 == backend.post(path, expires_in_seconds=29).status_code
    assert (404, "resource_not_found") == refusal(backend.post(f"{path}/unknown"))


def test_tokens_are_verified(backend, browser):
    """A token of the session is; forged ones, those of others and expired ones are not."""
    id = session_of(sign_in(browser))
    other = backend.post("/v1/sessions", user_id=backend.get(f"/v1/sessions/{id}").json()["user_id"]).json()[
        "id"
    ]
    token = backend.post(f"/v1/sessions/{id}/tokens").json()["jwt"]
    path = f"/v1/sessions/{id}/verify"

    assert id == backend.post(path, token=token).json()["id"]
    assert (400, "invalid_session_token") == refusal(backend.post(path, token=token[:-4] + "AAAA"))
    assert (400, "invalid_session_token") == refusal(
        backend.post(f"/v1/sessions/{other}/verify", token=token)
    )


def test_newer_instances_have_no_old_operations(backend, browser, world):
    """Verifying a session and listing clients is 410 there."""
    id = session_of(sign_in(browser))
    configure(world, behaviour__deprecated_operations=False)

    assert (410, "operation_deprecated") == refusal(backend.post(f"/v1/sessions/{id}/verify", token="x"))
    assert (410, "operation_deprecated") == refusal(backend.get("/v1/clients"))


def test_clients_are_listed_and_verified(backend, browser, house, world):
    """The newest first; a client token names its client, another text none."""
    sign_in(browser)
    house.browser(world).post("/v1/client")
    first, second = world.clients
    token = client_token(world, first)

    assert [second.id, first.id] == [it["id"] for it in backend.get("/v1/clients").json()]
    assert 2 == backend.get("/v1/clients", paginated="true", limit=1).json()["total_count"]
    assert first.id == backend.post("/v1/clients/verify", token=token).json()["id"]
    assert (400, "client_not_found") == refusal(backend.post("/v1/clients/verify", token="x"))
    assert (422, "form_param_missing") == refusal(backend.post("/v1/clients/verify"))
    world.clients.remove(first.id)
    assert (404, "resource_not_found") == refusal(backend.post("/v1/clients/verify", token=token))
    assert (404, "resource_not_found") == refusal(backend.get(f"/v1/clients/{first.id}"))


@pytest.fixture
def expired(browser, backend, world):
    """A session, an expired token of it, and how it is refreshed."""
    id = session_of(sign_in(browser))
    token = browser.request("POST", f"{SESSIONS}/{id}/tokens", headers={"origin": APP}).json()["jwt"]
    asked = {
        "expired_token": token,
        "refresh_token": handshakes.refresh_token(world, world.sessions[id]),
        "request_origin": APP,
    }
    world.clock.pin(world.clock.process + 120_000)
    return id, asked


def test_an_expired_token_is_exchanged(backend, expired, world):
    """A fresh token of the same session and origin; the old one is good once, but for a moment."""
    id, asked = expired
    path = f"/v1/sessions/{id}/refresh"
    fresh = backend.post(path, **asked)
    claims = claims_of(fresh.json()["jwt"])
    again = backend.post(path, **asked)
    world.clock.pin(world.clock.process + 20_000)

    assert ("token", id, APP) == (fresh.json()["object"], claims["sid"], claims["azp"])
    assert world.clock.process // 1000 < claims["exp"]
    assert 200 == again.status_code
    assert (401, "session_refresh_expired_session_token_consumed") == refusal(backend.post(path, **asked))


def test_a_refresh_may_answer_cookies(backend, expired, world):
    """The session and refresh cookies, also under the names that tell instances apart."""
    id, asked = expired
    suffix = handshakes.suffix(world)
    reply = backend.request(
        "POST",
        f"/v1/sessions/{id}/refresh",
        query={"suffixed_cookies": "true"},
        json=asked | {"format": "cookie"},
    ).json()

    assert "cookies" == reply["object"]
    assert ["__session", f"__session_{suffix}", "__refresh", f"__refresh_{suffix}"] == [
        it.split("=")[0] for it in reply["cookies"]
    ]


def test_a_refresh_takes_what_is_known_of_the_request(backend, expired):
    """Headers and address of the browser's request may be sent along."""
    id, asked = expired
    more = {"request_headers": {"user-agent": ["x"]}, "request_originating_ip": "10.0.0.1", "format": None}

    assert 200 == backend.post(f"/v1/sessions/{id}/refresh", **asked, **more).status_code
