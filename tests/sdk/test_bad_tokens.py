"""The shelf of bad tokens, and rotated keys, before Clerk's own libraries: each is refused for its flaw."""

from typing import Any

import pytest
from clerk_backend_api.security import TokenVerificationError, VerifyTokenOptions, verify_token

from mockfapi.rules.token_desk import BAD_TOKENS
from tests.people import ADA

from .test_backend import options

pytestmark = pytest.mark.clerk(scenario="one_user")

ORIGIN = "http://localhost:3000"
# The libraries leave the issuer to the app; with the key at hand, they look at no key id.
REASONS = {
    "expired": "token-expired",
    "early": "token-not-active-yet",
    "wrong_key": "token-invalid-signature",
    "wrong_issuer": "none",
    "wrong_party": "token-invalid-authorized-parties",
    "wrong_algorithm": "token-invalid-algorithm",
    "unsigned": "token-invalid-algorithm",
    "unknown_key": "jwk-kid-mismatch",
    "tampered": "token-invalid-signature",
    "other_instance": "jwk-kid-mismatch",
    "malformed": "token-invalid",
}
# The Python library says no more of these than that they are invalid.
COARSE = ("wrong_algorithm", "unsigned")


def expected(kind: str, with_key: bool) -> str:
    if with_key and REASONS[kind] == "jwk-kid-mismatch":
        return "none" if kind == "unknown_key" else "token-invalid-signature"
    return REASONS[kind]


def python_says(token: str, **how: Any) -> str:
    try:
        verify_token(token, VerifyTokenOptions(authorized_parties=[ORIGIN], **how))
    except TokenVerificationError as refused:
        reason: str = refused.reason.value[0]
        return reason
    return "none"


def test_the_reasons_cover_the_shelf():
    """A new flaw needs a word here on who notices it."""
    assert set(BAD_TOKENS) == set(REASONS)


@pytest.mark.parametrize("with_key", [True, False], ids=["key", "JWKS"])
def test_the_javascript_library_refuses_each(clerk, ask, with_key):
    """For the reason that one expects, with the public key at hand and with the served key set."""
    how = {} if with_key else {"jwtKey": None}
    given = options(clerk, authorizedParties=[ORIGIN], **how)
    shelf = clerk.bad_tokens(clerk.user(ADA), origin=ORIGIN)
    told = {kind: ask(options=given, token=token).get("reason", "none") for kind, token in shelf.items()}

    assert {kind: expected(kind, with_key) for kind in BAD_TOKENS} == told


@pytest.mark.parametrize("with_key", [True, False], ids=["key", "JWKS"])
def test_the_python_library_refuses_each(clerk, with_key):
    """As the one for JavaScript does, though it tells fewer reasons apart."""
    how = {"jwt_key": clerk.keys.pem} if with_key else {"secret_key": clerk.secret_key, "api_url": clerk.url}
    shelf = clerk.bad_tokens(clerk.user(ADA), origin=ORIGIN)
    told = {kind: python_says(token, **how) for kind, token in shelf.items()}
    wanted = {kind: "token-invalid" if kind in COARSE else expected(kind, with_key) for kind in BAD_TOKENS}

    assert wanted == told


def test_a_library_follows_a_rotation(clerk, ask):
    """Old and new tokens verify by the key set until the old key is retired."""
    ada, given = clerk.user(ADA), options(clerk, jwtKey=None)
    old = ada.token()
    clerk.keys.rotate()
    clerk.keys.retire()

    assert ada.id == ask(options=given, token=ada.token())["claims"]["sub"]
    assert "jwk-kid-mismatch" == ask(options=given, token=old)["reason"]
