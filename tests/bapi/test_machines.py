"""Groups Machines and M2M tokens, with the keys of the instance and of machines, under both prefixes."""

import pytest

from mockfapi.rules import machines
from tests.people import codes

MACHINES, TOKENS = "/v1/machines", "/v1/m2m_tokens"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


@pytest.fixture
def store(backend):
    return backend.post(MACHINES, name="store").json()


@pytest.fixture
def cart(backend, store):
    """A machine that may reach the store."""
    return backend.post(MACHINES, name="cart", scoped_machines=[store["id"]]).json()


@pytest.fixture
def by(backend):
    """Sends a request with the secret key of a machine."""

    def send(machine, method, path, **parts):
        headers = {"authorization": f"Bearer {machine['secret_key']}"}
        return backend.request(method, path, headers=headers, **parts)

    return send


@pytest.fixture
def token(by, cart):
    return by(cart, "POST", TOKENS, json={"claims": {"tier": "gold"}}).json()


def test_a_machine_is_made_and_shown(backend, store, cart):
    """Its key is shown when it is made, and when it is asked for; nowhere else."""
    seen = backend.get(f"{MACHINES}/{cart['id']}").json()

    assert cart == seen | {"secret_key": cart["secret_key"]}
    assert [store["id"]] == [it["id"] for it in seen["scoped_machines"]]
    assert cart["secret_key"] == backend.get(f"{MACHINES}/{cart['id']}/secret_key").json()["secret"]


def test_machines_are_listed(backend, store, cart):
    """The newest first, or as asked; by part of a name."""

    def listed(**query):
        return [it["name"] for it in backend.get(MACHINES, **query).json()["data"]]

    assert ["cart", "store"] == listed()
    assert ["store"] == listed(query="TOR")
    assert ["store"] == listed(order_by="-name", limit=1)
    assert 2 == backend.get(MACHINES, limit=1).json()["total_count"]
    assert [("invalid_query_parameter_value", "order_by")] == codes(backend.get(MACHINES, order_by="size"))


def test_a_machine_is_changed_and_deleted(backend, by, cart):
    """Its key opens nothing any more."""
    path = f"{MACHINES}/{cart['id']}"
    changed = backend.patch(path, name="till", default_token_ttl=60).json()
    gone = backend.delete(path).json()

    assert ("till", 60) == (changed["name"], changed["default_token_ttl"])
    assert {"object": "machine", "id": cart["id"], "deleted": True} == gone
    assert [("clerk_key_invalid", None)] == codes(by(cart, "POST", TOKENS))
    assert 404 == backend.get(path).status_code


def test_a_key_is_replaced(backend, by, cart):
    """Without grace the previous one ends at once."""
    rotate = f"{MACHINES}/{cart['id']}/secret_key/rotate"
    new = backend.post(rotate, previous_token_ttl=0).json()["secret"]

    assert 401 == by(cart, "POST", TOKENS).status_code
    assert 201 == by({"secret_key": new}, "POST", TOKENS).status_code
    assert [("form_param_value_too_large", "previous_token_ttl")] == codes(
        backend.post(rotate, previous_token_ttl=28_801)
    )


def test_scopes_come_and_go(backend, store, cart):
    """Once each."""
    path = f"{MACHINES}/{store['id']}/scopes"
    made = backend.post(path, to_machine_id=cart["id"]).json()

    assert ("machine_scope", store["id"], cart["id"]) == (
        made["object"],
        made["from_machine_id"],
        made["to_machine_id"],
    )
    assert 409 == backend.post(path, to_machine_id=cart["id"]).status_code
    assert backend.delete(f"{path}/{cart['id']}").json()["deleted"]
    assert 404 == backend.delete(f"{path}/{cart['id']}").status_code


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, ("form_param_missing", "name")),
        ({"name": ""}, ("form_param_value_invalid", "name")),
        ({"name": "x", "secret_key": "ak_own"}, ("form_param_unknown", "secret_key")),
        ({"name": "x", "default_token_ttl": 0}, ("form_param_value_invalid", "default_token_ttl")),
        (
            {"name": "x", "scoped_machines": ["mch_1"] * 151},
            ("form_param_array_size_exceeded", "scoped_machines"),
        ),
        ({"name": "x", "scoped_machines": ["mch_1"]}, ("resource_not_found", None)),
    ],
)
def test_what_no_machine_is_made_of(backend, world, fields, refusal):
    """Refused, and nothing is made."""
    before = world.digest()
    reply = backend.request("POST", MACHINES, json=fields)

    assert [refusal] == codes(reply)
    assert before == world.digest()


@pytest.mark.parametrize("prefix", ["", "/v1"])
@pytest.mark.parametrize("form", ["opaque", "jwt"])
def test_a_token_is_made_and_verified(by, store, cart, prefix, form):
    """201 for the maker; the machine that it is for learns whose it is, with and without the prefix."""
    made = by(cart, "POST", f"{prefix}/m2m_tokens", json={"token_format": form})
    proof = {"token": made.json()["token"]}
    verified = by(store, "POST", f"{prefix}/m2m_tokens/verify", json=proof)
    refused = by(cart, "POST", f"{prefix}/m2m_tokens/verify", json=proof)

    assert 201 == made.status_code
    assert (cart["id"], [store["id"]]) == (verified.json()["subject"], verified.json()["scopes"])
    assert "token" not in verified.json()
    assert (404, [("resource_not_found", None)]) == (refused.status_code, codes(refused))


def test_tokens_are_listed_and_revoked(backend, by, store, cart, token):
    """By the instance and by their own machine; another machine sees and knows nothing."""
    revoke = f"{TOKENS}/{token['id']}/revoke"
    own = by(cart, "GET", TOKENS, query={"subject": cart["id"], "limit": "10.0", "offset": "0.0"}).json()

    assert (1, token["id"]) == (own["total_count"], own["m2m_tokens"][0]["id"])
    assert 403 == by(store, "GET", TOKENS, query={"subject": cart["id"]}).status_code
    assert 404 == by(store, "POST", revoke).status_code
    revoked = backend.post(revoke, revocation_reason="lost").json()

    assert (True, "lost") == (revoked["revoked"], revoked["revocation_reason"])
    assert 0 == backend.get(TOKENS, subject=cart["id"]).json()["total_count"]
    assert 1 == backend.get(TOKENS, subject=cart["id"], revoked="true").json()["total_count"]
    assert 404 == backend.post(f"{TOKENS}/verify", token=token["token"]).status_code


def test_some_libraries_say_secret(backend, token):
    """It is the same; nothing at all is missing."""
    assert token["id"] == backend.post(f"{TOKENS}/verify", secret=token["token"]).json()["id"]
    assert [("form_param_missing", "token")] == codes(backend.request("POST", f"{TOKENS}/verify", json={}))


def test_keys_of_machines_open_this_door_only(backend, by, cart):
    """Anything else of the instance wants its own key; a machine's tokens want the machine's."""
    assert [("clerk_key_invalid", None)] == codes(by(cart, "GET", MACHINES))
    assert [("clerk_key_invalid", None)] == codes(by(cart, "GET", "/api_keys"))
    assert [("machine_secret_key_invalid", None)] == codes(backend.post(TOKENS))


def test_the_key_of_a_machine_names_its_world(house, world, open_world):
    """Without a prefix in the path, as libraries call that know one address only."""
    other = open_world("empty", name="other")
    far = machines.create(other, "far")
    headers = {"authorization": f"Bearer {machines.secret_key(other, far)}"}
    made = house.browser(None, origin=None).request("POST", "/m2m_tokens", headers=headers)

    assert far.id == made.json()["subject"]
    assert 0 == len(world.m2m_tokens)
    refused = house.browser(other, origin=None).request(
        "POST", "/m2m_tokens", headers={"authorization": f"Bearer {world.keys.secret_key}"}
    )

    assert [("clerk_key_invalid", None)] == codes(refused)
