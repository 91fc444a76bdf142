"""What the corrected contract accepts and refuses where the published one is wrong."""

from typing import Any

import pytest

from mockfapi.spec import Contract
from tests.spec.values import a_valid


def value(contract: Contract, name: str, **changes: Any) -> Any:
    return a_valid({"$ref": f"#/$defs/{name}"}, contract.definitions) | changes


def accepts(contract: Contract, name: str, **changes: Any) -> bool:
    return contract.named(name).is_valid(value(contract, name, **changes))


@pytest.mark.parametrize(
    "name", ["Client.Session", "schemas-Client.Session", "Client.SessionBase", "Client.ActiveSession"]
)
@pytest.mark.parametrize("status", ["active", "pending", "replaced"])
def test_there_is_one_session(fapi: Contract, name: str, status: str):
    """Every session, whichever operation answers with it, may be pending or replaced."""
    assert accepts(fapi, name, status=status)
    assert not accepts(fapi, name, status="sleeping")


@pytest.mark.parametrize(
    "strategy",
    ["password", "oauth_linkedin_oidc", "oauth_custom_my-idp", "oauth_token_apple", "enterprise_sso"],
)
def test_a_factor_may_be_of_any_provider(fapi: Contract, strategy: str):
    """Providers are the instance's choice, mistyped strategies are not."""
    assert accepts(fapi, "Stubs.SignInFactor", strategy=strategy)
    assert not accepts(fapi, "Stubs.SignInFactor", strategy=strategy.upper())


@pytest.mark.parametrize("name", ["Password", "TOTP", "BackupCode"])
@pytest.mark.parametrize("status", ["unverified", "verified", "failed", "expired"])
def test_verifications_fail_and_expire(fapi: Contract, name: str, status: str):
    """Too many wrong answers and too late ones can be told."""
    assert accepts(fapi, f"Stubs.Verification.{name}", status=status)


def test_an_enterprise_verification_without_error_has_null(fapi: Contract):
    """Nullability inside an allOf has no effect, so it was moved outside."""
    assert accepts(fapi, "Stubs.Verification.SAML", error=None)


@pytest.mark.parametrize("limit", [None, 5, False])
def test_the_limit_of_organizations_is_a_number_or_none(fapi: Contract, limit: int | None):
    """The environment tells a number; the boolean of the contract stays possible."""
    assert accepts(fapi, "UserSettings.ActionsSettings", create_organizations_limit=limit)


def test_enterprise_accounts_are_a_list_of_objects(fapi: Contract):
    """What the contract requires of every user it also defines."""
    assert accepts(fapi, "Client.User", enterprise_accounts=[{"id": "x"}])
    assert not accepts(fapi, "Client.User", enterprise_accounts={})


def test_private_keys_are_refused(fapi: Contract, bapi: Contract):
    """Neither key set can show the private part of a key."""
    key = {"kid": "ins_1", "alg": "RS256", "use": "sig", "kty": "RSA", "n": "x", "e": "AQAB"}
    private = key | {"d": "x", "p": "x", "q": "x"}
    served = bapi.operations["Jwks_getJsonWebKeySet"].responses[200].schema

    assert served is not None
    for validator in (fapi.named("JWKS"), bapi.validator(served)):
        assert validator.is_valid({"keys": [key]})
        assert not validator.is_valid({"keys": [private]})
    assert "JWKS.rsa.PrivateKey" not in fapi.definitions


def test_a_dev_browser_has_an_id_and_a_token(fapi: Contract):
    """Browsers keep the one, older clients the other."""
    schema = fapi.operations["createDevBrowser"].responses[200].schema

    assert schema is not None
    assert fapi.validator(schema).is_valid({"id": "dvb_1", "token": "dvb_1"})
    assert not fapi.validator(schema).is_valid({"object": "dev_browser", "token": "dvb_1"})


@pytest.mark.parametrize("operation", ["createSessionToken", "createSessionTokenWithTemplate"])
def test_session_tokens_say_what_they_are(fapi: Contract, operation: str):
    """A token without its `object` is refused."""
    schema = fapi.operations[operation].responses[200].schema

    assert schema is not None
    assert fapi.validator(schema).is_valid({"object": "token", "jwt": "x"})
    assert not fapi.validator(schema).is_valid({"jwt": "x"})


def test_payment_attempts_are_read_at_the_top_too(fapi: Contract):
    """The page stands inside the envelope and beside it, and both are checked."""
    page = {"data": [value(fapi, "BillingPaymentAttempt")], "total_count": 1}
    both = {"response": page, "client": None} | page

    assert fapi.named("Client.BillingPaymentAttemptList").is_valid(both)
    assert not fapi.named("Client.BillingPaymentAttemptList").is_valid(both | {"data": [{}]})
