"""The differential test: jsonschema_rs at run time against jsonschema as the oracle."""

import json
import sys

import pytest

from mockfapi.spec import Contract
from mockfapi.spec.engines import FastEngine, PlainEngine, engine
from mockfapi.spec.validator import Validators
from tests.spec.values import a_valid, mutants

NAMES = {
    "Client.SignIn": 120,
    "Client.SignUp": 120,
    "Client.EmailAddress": 80,
    "Client.PublicUserData": 40,
    "Client.OrganizationDomain": 40,
    "Stubs.SignInFactor": 60,
    "UserSettings.SignUp": 40,
    "BillingCheckout": 30,
    "JWKS": 60,
    "Client.Environment": 20,
}


@pytest.mark.parametrize("name", NAMES)
def test_both_libraries_judge_and_explain_alike(fapi: Contract, name: str):
    """Hundreds of spoilt values get the same verdict and the same faults from both."""
    schema = {"$ref": f"#/$defs/{name}"}
    text = json.dumps(fapi.definitions)
    fast, plain = (Validators("fapi", text, make).of(schema) for make in (FastEngine, PlainEngine))
    spoilt = list(mutants(a_valid(schema, fapi.definitions), NAMES[name], seed=1))

    assert [plain.faults(it) for it in spoilt] == [fast.faults(it) for it in spoilt]
    assert any(map(fast.is_valid, spoilt)) or "JWKS" == name
    assert not all(map(fast.is_valid, spoilt))


def test_the_fast_library_is_preferred():
    """Where jsonschema_rs can be imported it judges."""
    assert isinstance(engine("urn:x", {"$id": "urn:x"}), FastEngine)


def test_without_the_fast_library_the_oracle_takes_over(fapi: Contract, monkeypatch: pytest.MonkeyPatch):
    """On a platform without a wheel everything works, only slower."""
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    validators = Validators("fapi", json.dumps(fapi.definitions))

    assert isinstance(engine("urn:x", {"$id": "urn:x"}), PlainEngine)
    assert validators.of({"$ref": "#/$defs/Token"}).is_valid({"object": "token", "jwt": "x"})
    assert not validators.of({"$ref": "#/$defs/Token"}).is_valid({"object": "token"})


def test_a_validator_is_built_once(fapi: Contract):
    """The same schema, or the same reference, has the same validator."""
    schema = fapi.operations["createSignIn"].responses[200].schema

    assert schema is not None
    assert fapi.validator(schema) is fapi.validator(schema)
    assert fapi.named("Token") is fapi.validator({"$ref": "#/$defs/Token"})
