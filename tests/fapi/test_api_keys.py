"""Tag API Keys: with a session token as bearer, as clerk-js sends it, beside the same path of servers."""

import pytest

from tests.people import ADA, SESSIONS, codes, session_of, sign_in
from tests.rules.worlds import MINUTE, configure

KEYS = "/api_keys"
ON = {"enabled": True, "user_api_keys_enabled": True, "orgs_api_keys_enabled": True}


@pytest.fixture
def ada(world):
    return world.users[world.email_addresses.first(email_address=ADA).user_id]


@pytest.fixture
def send(browser, world):
    """Sends a request with a fresh token of Ada's session; keys are switched on."""
    configure(world, **{f"api_keys_settings__{name}": value for name, value in ON.items()})
    session = session_of(sign_in(browser))

    def send(method, path=KEYS, *, organization=None, **parts):
        given = {} if organization is None else {"organization_id": organization}
        token = browser.post(f"{SESSIONS}/{session}/tokens", **given).json()["jwt"]
        return browser.request(method, path, headers={"authorization": f"Bearer {token}"}, **parts)

    return send


def test_a_key_of_ones_own(send, house, world, ada):
    """Made by the person, verified by a server, described and revoked; the server sees it all."""
    made = send("POST", json={"name": "build", "subject": ada.id})
    key = made.json()
    path = f"{KEYS}/{key['id']}"
    described = send("PATCH", path, json={"description": "nightly"}).json()
    backend = house.backend(world)

    assert (201, ada.id) == (made.status_code, key["created_by"])
    assert ada.id == backend.post(f"{KEYS}/verify", secret=key["secret"]).json()["subject"]
    assert "nightly" == described["description"]
    assert [key["id"]] == [it["id"] for it in send("GET", query={"subject": ada.id}).json()["data"]]
    send("POST", f"{path}/revoke", json={"revocation_reason": "lost"})

    assert "lost" == backend.get(path).json()["revocation_reason"]
    assert 0 == send("GET", query={"subject": ada.id}).json()["total_count"]


def test_keys_of_others_are_unknown(send, house, world, browser):
    """As subjects and as keys."""
    backend = house.backend(world)
    grace = backend.post("/v1/users", email_address=["grace@engines.test"], password="moth-in-relay-seventy")
    subject = grace.json()["id"]
    key = backend.post(KEYS, name="build", subject=subject).json()["id"]

    assert 404 == send("GET", query={"subject": subject}).status_code
    assert 404 == send("POST", json={"name": "deploy", "subject": subject}).status_code
    assert 404 == send("POST", f"{KEYS}/{key}/revoke", json={}).status_code


def test_keys_of_the_active_organization(send, house, world, browser, ada):
    """They are the member's while the organization is the session's active one."""
    configure(world, organization_settings__enabled=True)
    backend = house.backend(world)
    place = backend.post("/v1/organizations", name="Engines", created_by=ada.id).json()["id"]
    fields = {"name": "build", "subject": place}

    assert 404 == send("POST", json=fields).status_code
    browser.post(f"{SESSIONS}/{next(iter(world.sessions)).id}/touch", active_organization_id=place)

    assert 201 == send("POST", json=fields).status_code
    assert place == send("GET", query={"subject": place}).json()["data"][0]["subject"]
    backend.delete(f"/v1/organizations/{place}")

    assert 0 == len(world.api_keys)


@pytest.mark.parametrize("off", ON)
def test_keys_may_be_off(send, world, ada, off):
    """Altogether or for users; those of organizations are another switch. The environment says so."""
    configure(world, **{f"api_keys_settings__{off}": False})
    reply = send("GET", query={"subject": ada.id})

    assert (200 if off.startswith("orgs") else 422) == reply.status_code
    assert [] == reply.errors or [("api_keys_not_enabled", None)] == codes(reply)


def test_the_environment_says_what_is_on(send, browser):
    """Pages of keys show by it."""
    assert ON == browser.get("/v1/environment").json()["api_keys_settings"]


def test_a_token_is_wanted_that_is_in_force(send, browser, world, ada):
    """None, a forged one, a stale one, and that of a session that is over are refused."""
    query = {"subject": ada.id}
    token = browser.post(f"{SESSIONS}/{next(iter(world.sessions)).id}/tokens").json()["jwt"]

    def bearing(text):
        return browser.request("GET", KEYS, query=query, headers={"authorization": f"Bearer {text}"})

    assert [("signed_out", None)] == codes(browser.get(KEYS, **query))
    assert [("authentication_invalid", None)] == codes(bearing(token[:-8] + "AAAAAAAA"))
    assert 200 == bearing(token).status_code
    world.clock.pin(world.clock.now + 2 * MINUTE)

    assert [("authentication_invalid", None)] == codes(bearing(token))
    fresh = browser.post(f"{SESSIONS}/{next(iter(world.sessions)).id}/tokens").json()["jwt"]
    browser.post(f"{SESSIONS}/{next(iter(world.sessions)).id}/end")

    assert [("authentication_invalid", None)] == codes(bearing(fresh))


def test_one_path_two_doors(send, house, world, ada):
    """The same path with the secret key is the server's, which may do more."""
    reply = house.backend(world).post(KEYS, name="build", subject=ada.id, scopes=["read"])

    assert ["read"] == reply.json()["scopes"]
    assert [("form_param_unknown", "scopes")] == codes(
        send("POST", json={"name": "deploy", "subject": ada.id, "scopes": ["read"]})
    )
