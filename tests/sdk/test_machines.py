"""Machines, their tokens, and API keys, as Clerk's server libraries handle them: below /v1 and without it."""

import pytest

from mockfapi.rules import oauth_access_tokens
from tests.people import ADA

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="one_user")


@pytest.fixture
def ada(clerk):
    return clerk.user(ADA)


def as_machine(clerk, secret: str):
    """The Python library of a service that holds the key of a machine."""
    from clerk_backend_api import Clerk

    return Clerk(bearer_auth=secret, server_url=f"{clerk.url}/v1", retry_config=None)


def test_python_keeps_machines(py):
    """One may reach another until its scope is taken; a rotated key differs."""
    other = py.machines.create(request={"name": "store"})
    made = py.machines.create(request={"name": "mill", "default_token_ttl": 600})
    py.machines.update(machine_id=made.id, name="wind mill")
    scope = py.machines.create_scope(machine_id=made.id, to_machine_id=other.id)
    found = py.machines.get(machine_id=made.id)
    listed = py.machines.list(query="mill")
    first = py.machines.get_secret_key(machine_id=made.id)
    second = py.machines.rotate_secret_key(machine_id=made.id, previous_token_ttl=0)

    assert ("wind mill", 600) == (found.name, found.default_token_ttl)
    assert [other.id] == [it.id for it in found.scoped_machines]
    assert ([made.id], other.id) == ([it.id for it in listed.data], scope.to_machine_id)
    assert made.secret_key == first.secret != second.secret
    assert other.id == py.machines.delete_scope(machine_id=made.id, other_machine_id=other.id).to_machine_id
    assert [] == py.machines.get(machine_id=made.id).scoped_machines
    assert made.id == py.machines.delete(machine_id=made.id).id
    assert 404 == refusal(py.machines.get, machine_id=made.id)[0]


def test_javascript_keeps_machines(js):
    """Scopes are given at birth, taken and given again."""
    other = js.machines.create({"name": "store"})
    made = js.machines.create({"name": "mill", "scopedMachines": [other["id"]]})
    changed = js.machines.update({"machineId": made["id"], "name": "wind mill", "defaultTokenTtl": 600})
    listed = js.machines.list({"query": "mill", "orderBy": "-name"})
    first = js.machines.getSecretKey(made["id"])
    second = js.machines.rotateSecretKey({"machineId": made["id"], "previousTokenTtl": 60})
    gone = js.machines.deleteScope(made["id"], other["id"])
    again = js.machines.createScope(made["id"], other["id"])

    assert ("wind mill", 600) == (changed["name"], changed["defaultTokenTtl"])
    assert [made["id"]] == [it["id"] for it in listed["data"]]
    assert first["secret"] != second["secret"]
    assert (True, other["id"]) == (gone["deleted"], again["toMachineId"])
    assert [other["id"]] == [it["id"] for it in js.machines.get(made["id"])["scopedMachines"]]
    assert js.machines.delete(made["id"])["deleted"]


@pytest.fixture
def pair(py):
    """A machine that may speak to another."""
    store = py.machines.create(request={"name": "store"})
    mill = py.machines.create(request={"name": "mill", "scoped_machines": [store.id]})
    return mill, store


def test_python_makes_and_checks_machine_tokens(clerk, py, pair):
    """The sender makes one, the receiver checks it, and a revoked one holds no more."""
    mill, store = pair
    with as_machine(clerk, mill.secret_key) as sender, as_machine(clerk, store.secret_key) as receiver:
        made = sender.m2m.create_token(claims={"load": 3}, seconds_until_expiration=60)
        checked = receiver.m2m.verify_token(token=made.token)
        listed = sender.m2m.list_tokens(subject=mill.id)
        revoked = sender.m2m.revoke_token(m2m_token_id=made.id, revocation_reason="spilled")

        assert (mill.id, [store.id], {"load": 3}) == (checked.subject, checked.scopes, checked.claims)
        assert ([made.id], True) == ([it.id for it in listed.m2m_tokens], revoked.revoked)
        assert 404 == refusal(receiver.m2m.verify_token, token=made.token)[0]


@pytest.mark.parametrize("form", ["opaque", "jwt"])
def test_javascript_makes_and_checks_machine_tokens(js, pair, form):
    """Opaque ones are asked about, JWTs are verified with the key set."""
    mill, store = pair
    sent = js.m2m.createToken(
        {"machineSecretKey": mill.secret_key, "tokenFormat": form, "claims": {"load": 3}}
    )
    checked = js.m2m.verify({"machineSecretKey": store.secret_key, "token": sent["token"]})

    assert (mill.id, [store.id]) == (checked["subject"], checked["scopes"])
    # Of a JWT the library keeps no claims (2), or all that are not reserved (3).
    assert form == "jwt" or {"load": 3} == checked["claims"]


def test_javascript_lists_and_revokes_machine_tokens(js, pair):
    """A revoked one tells why, and is unknown to who checks it."""
    mill, store = pair
    key = {"machineSecretKey": mill.secret_key}
    made = js.m2m.createToken(key)
    listed = js.m2m.list({**key, "subject": mill.id})
    revoked = js.m2m.revokeToken({**key, "m2mTokenId": made["id"], "revocationReason": "spilled"})

    assert ([made["id"]], "spilled") == ([it["id"] for it in listed["data"]], revoked["revocationReason"])
    assert 404 == refusal(js.m2m.verify, {"machineSecretKey": store.secret_key, "token": made["token"]})[0]


def test_javascript_2_checks_machine_tokens_by_an_old_name(js2, pair):
    """The deprecated method asks the same."""
    mill, store = pair
    made = js2.m2m.createToken({"machineSecretKey": mill.secret_key})
    checked = js2.m2m.verifyToken({"machineSecretKey": store.secret_key, "token": made["token"]})

    assert mill.id == checked["subject"]


def test_python_keeps_api_keys(py, ada):
    """The secret is shown when the key is made, and when it is asked for."""
    made = py.api_keys.create_api_key(name="reports", subject=ada.id, scopes=["read"], claims={"a": 1})
    py.api_keys.update_api_key(api_key_id=made.id, description="Monthly", scopes=["read", "write"])
    found = py.api_keys.get_api_key(api_key_id=made.id)
    listed = py.api_keys.get_api_keys(subject=ada.id, query="rep")
    secret = py.api_keys.get_api_key_secret(api_key_id=made.id).secret
    checked = py.api_keys.verify_api_key(secret=secret)
    revoked = py.api_keys.revoke_api_key(api_key_id=made.id, revocation_reason="lost")

    assert (made.secret, ada.id) == (secret, checked.subject)
    assert ("Monthly", ["read", "write"]) == (found.description, found.scopes)
    assert ([made.id], "lost") == ([it.id for it in listed.data], revoked.revocation_reason)
    assert 404 == refusal(py.api_keys.verify_api_key, secret=secret)[0]
    assert made.id == py.api_keys.delete_api_key(api_key_id=made.id).id


def test_javascript_keeps_api_keys(js, ada):
    """A revoked one tells why, and is unknown to who checks it."""
    given = {"name": "reports", "subject": ada.id, "scopes": ["read"], "secondsUntilExpiration": 600}
    made = js.apiKeys.create(given)
    changed = js.apiKeys.update({"apiKeyId": made["id"], "subject": ada.id, "description": "Monthly"})
    listed = js.apiKeys.list({"subject": ada.id, "limit": 5})
    secret = js.apiKeys.getSecret(made["id"])["secret"]
    checked = js.apiKeys.verify(secret)
    revoked = js.apiKeys.revoke({"apiKeyId": made["id"], "revocationReason": "lost"})

    assert (made["secret"], ada.id) == (secret, checked["subject"])
    assert ("Monthly", [made["id"]]) == (changed["description"], [it["id"] for it in listed["data"]])
    assert (True, "lost") == (revoked["revoked"], js.apiKeys.get(made["id"])["revocationReason"])
    assert 404 == refusal(js.apiKeys.verify, secret)[0]
    assert js.apiKeys.delete(made["id"])["deleted"]


def test_javascript_2_checks_api_keys_by_an_old_name(js2, ada):
    """The deprecated method asks the same."""
    secret = js2.apiKeys.create({"name": "reports", "subject": ada.id})["secret"]

    assert ada.id == js2.apiKeys.verifySecret(secret)["subject"]


@pytest.mark.clerk(scenario="everything")
def test_access_tokens_of_oauth_applications_are_checked(clerk, py, js, js2):
    """One that was given out tells whose it is, another one is unknown."""
    known = oauth_access_tokens.secret(clerk.world, *clerk.world.oauth_access_tokens)
    vera, unknown = clerk.user("vera@everything.test").id, f"oat_{'0' * 32}"

    assert vera == js.idPOAuthAccessToken.verify(known)["subject"]
    assert vera == js2.idPOAuthAccessToken.verifyAccessToken(known)["subject"]
    assert vera == py.oauth_access_tokens.verify(access_token=known).subject
    assert 404 == refusal(js.idPOAuthAccessToken.verify, unknown)[0]
    assert 404 == refusal(py.oauth_access_tokens.verify, access_token=unknown)[0]
