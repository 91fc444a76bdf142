"""Group API keys, under both prefixes, and access tokens of OAuth applications."""

import pytest

from mockfapi.rules import oauth_access_tokens
from tests.people import ADA, codes

KEYS = "/v1/api_keys"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


@pytest.fixture
def ada(world):
    return world.users[world.email_addresses.first(email_address=ADA).user_id]


@pytest.fixture
def key(backend, ada):
    return backend.post(KEYS, name="build", subject=ada.id, scopes=["read"], claims={"tier": 1}).json()


@pytest.mark.parametrize("prefix", ["", "/v1"])
def test_a_key_lives(backend, ada, prefix):
    """Made, shown, listed, verified, changed, revoked, deleted: with and without the prefix."""
    keys = f"{prefix}/api_keys"
    made = backend.post(keys, name="build", subject=ada.id, created_by=ada.id)
    key = made.json()
    path = f"{keys}/{key['id']}"

    assert 201 == made.status_code
    assert key == backend.get(path).json() | {"secret": key["secret"]}
    assert {"secret": key["secret"]} == backend.get(f"{path}/secret").json()
    assert [key["id"]] == [it["id"] for it in backend.get(keys, subject=ada.id).json()["data"]]
    assert ada.id == backend.post(f"{keys}/verify", secret=key["secret"]).json()["subject"]
    assert "nightly" == backend.patch(path, description="nightly").json()["description"]
    assert backend.post(f"{path}/revoke", revocation_reason="lost").json()["revoked"]
    assert {"object": "api_key", "id": key["id"], "deleted": True} == backend.delete(path).json()
    assert 404 == backend.get(path).status_code


def test_revoked_keys_are_listed_on_demand(backend, ada, key):
    """And are not verified."""
    backend.post(f"{KEYS}/{key['id']}/revoke")
    listed = backend.get(KEYS, subject=ada.id, include_invalid="true", limit="10.0", offset="0.0").json()

    assert 0 == backend.get(KEYS, subject=ada.id).json()["total_count"]
    assert [(key["id"], True)] == [(it["id"], it["revoked"]) for it in listed["data"]]
    assert [("resource_not_found", None)] == codes(backend.post(f"{KEYS}/verify", secret=key["secret"]))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": "ab"}, ("form_param_value_invalid", "name")),
        ({"name": " build "}, ("form_param_format_invalid", "name")),
        ({"name": "build"}, ("api_key_name_already_exists", "name")),
        ({"subject": "user_1"}, ("form_param_format_invalid", "subject")),
        ({"subject": "user_3" + "0" * 26}, ("resource_not_found", None)),
        ({"description": "x" * 256}, ("form_param_value_invalid", "description")),
        ({"seconds_until_expiration": 0}, ("form_param_value_invalid", "seconds_until_expiration")),
        ({"secret": "ak_own"}, ("form_param_unknown", "secret")),
    ],
)
def test_what_no_key_is_made_of(backend, world, ada, key, fields, refusal):
    """Refused, and nothing is made."""
    before = world.digest()
    reply = backend.request("POST", KEYS, json={"name": "deploy", "subject": ada.id} | fields)

    assert [refusal] == codes(reply)
    assert before == world.digest()


def test_a_key_is_handed_over(backend, world, ada, key):
    """To a machine; an unknown subject is refused, and so is one whose key of that name is in force."""
    path = f"{KEYS}/{key['id']}"
    machine = backend.post("/v1/machines", name="store").json()["id"]
    moved = backend.patch(path, subject=machine, scopes=[], seconds_until_expiration=60).json()

    assert (machine, [], world.clock.now + 60_000) == (
        moved["subject"],
        moved["scopes"],
        moved["expiration"],
    )
    assert 404 == backend.patch(path, subject="org_3" + "0" * 26).status_code
    backend.post(KEYS, name="build", subject=ada.id)

    assert 409 == backend.patch(path, subject=ada.id).status_code


def test_lists_want_a_subject_that_there_is(backend):
    """Missing, malformed, unknown."""
    assert [("missing_query_parameter", "subject")] == codes(backend.get(KEYS))
    assert [("invalid_query_parameter_value", "subject")] == codes(backend.get(KEYS, subject="ada"))
    assert 404 == backend.get(KEYS, subject="mch_3" + "0" * 26).status_code


def test_an_access_token_tells_whose_it_is(backend, world, ada):
    """Under either name of the field; unknown ones and none at all are refused."""
    it = oauth_access_tokens.create(world, ada.id, "client_of_shop", ["profile"])
    text, verify = oauth_access_tokens.secret(world, it), "/oauth_applications/access_tokens/verify"

    assert ada.id == backend.post(verify, access_token=text).json()["subject"]
    assert it.id == backend.post(f"/v1{verify}", secret=text).json()["id"]
    assert 404 == backend.post(verify, access_token="oat_guess").status_code
    assert [("form_param_missing", "access_token")] == codes(backend.request("POST", verify, json={}))
