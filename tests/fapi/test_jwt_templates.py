"""Tokens of JWT templates and session claims, through the door, in the scenario that has them."""

from typing import Any

import jwt
import pytest

from tests.people import ADA, SESSIONS, session_of, sign_in

SECRET = "a-secret-that-the-database-shares-with-nobody-else"
UNCHECKED: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}


@pytest.fixture
def world(open_world):
    return open_world("jwt_templates")


@pytest.fixture
def session(browser):
    return session_of(sign_in(browser))


def claims(world, token: str) -> dict[str, Any]:
    key = jwt.PyJWK(world.signer.jwk()).key
    return jwt.decode(token, key, algorithms=["RS256"], options=UNCHECKED)


def test_a_template_is_asked_for_by_name(browser, world, session):
    """The bare token, filled from the user, the organization and literals."""
    reply = browser.post(f"{SESSIONS}/{session}/tokens/warehouse")
    found = claims(world, reply.json()["jwt"])

    assert {"object", "jwt"} == set(reply.json())
    assert ("warehouse", "Ada Lovelace", ADA, True, 12) == tuple(
        found[name] for name in ("aud", "name", "address", "verified", "seats")
    )
    assert "Hello Ada of Analytical Engines" == found["greeting"]
    assert {"slug": "analytical-engines", "role": "org:admin"} == found["organization"]
    assert (600, "http://localhost:3000") == (found["exp"] - found["iat"], found["azp"])


def test_a_shared_secret_signs_its_own_template(browser, session):
    """HS256, valid from the second in which it was made."""
    token = browser.post(f"{SESSIONS}/{session}/tokens/database").json()["jwt"]
    found = jwt.decode(token, SECRET, algorithms=["HS256"], options=UNCHECKED)

    assert ("authenticated", "gold") == (found["role"], found["user_metadata"]["plan"])
    assert found["nbf"] == found["iat"]


def test_an_unknown_template_is_not_found(browser, session):
    """404 with its name."""
    reply = browser.post(f"{SESSIONS}/{session}/tokens/nothing")

    assert (404, "resource_not_found") == (reply.status_code, reply.errors[0]["code"])
    assert "nothing" in reply.errors[0]["long_message"]


def test_a_session_that_is_over_gets_no_template(browser, session):
    """401 for one that ended, 404 for one that never was."""
    browser.post(f"{SESSIONS}/{session}/end")

    assert 401 == browser.post(f"{SESSIONS}/{session}/tokens/warehouse").status_code
    assert 404 == browser.post(f"{SESSIONS}/sess_unknown/tokens/warehouse").status_code


def test_a_banned_user_gets_no_template(browser, house, world, session):
    """403, as for session tokens."""
    user = world.sessions[session].user_id
    house.backend(world).post(f"/v1/users/{user}/ban")
    reply = browser.post(f"{SESSIONS}/{session}/tokens/warehouse")

    assert (403, "user_banned") == (reply.status_code, reply.errors[0]["code"])


def test_session_tokens_carry_the_claims_of_the_instance(browser, world, session):
    """In the token that rides along and in the one that is asked for, in both versions."""
    riding = browser.get(f"{SESSIONS}/{session}").response["last_active_token"]["jwt"]
    asked = browser.post(f"{SESSIONS}/{session}/tokens").json()["jwt"]
    query = {"__clerk_api_version": "2025-04-09"}
    old = browser.request("POST", f"{SESSIONS}/{session}/tokens", query=query).json()["jwt"]

    for token in (riding, asked, old):
        assert (ADA, "gold") == (claims(world, token)["email"], claims(world, token)["plan"])
