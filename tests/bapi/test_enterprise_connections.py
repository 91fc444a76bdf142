"""Groups Enterprise connections and Billing, and what browsers see of them."""

import pytest

from mockfapi.rules import plans
from tests.people import ADA, codes, sign_in
from tests.rules.worlds import configure

CONNECTIONS = "/v1/enterprise_connections"
NEW = {"name": "Acme", "provider": "saml_okta", "domains": ["engines.test"]}


@pytest.fixture
def backend(house, world):
    return house.backend(world)


@pytest.fixture
def connection(backend):
    return backend.post(CONNECTIONS, **NEW).json()


def test_a_connection_is_made_and_changed(backend, connection):
    """What it needs is told bit by bit; then it is active, and its addresses know."""
    path = f"{CONNECTIONS}/{connection['id']}"
    early = backend.patch(path, active=True)
    changed = backend.patch(path, active=True, saml={"idp_metadata_url": "https://idp.test/m"}).json()

    assert [("saml_connection_cant_be_activated", None)] == codes(early)
    assert changed["active"]
    assert changed == backend.get(path).json()
    assert connection["id"] in changed["saml_connection"]["acs_url"]
    assert changed["oauth_config"] is None


def test_addresses_of_its_domains_know(backend, browser, connection):
    """Browsers see at once that the connection takes the address."""
    sign_in(browser)

    def matches():
        return [it["matches_sso_connection"] for it in browser.get("/v1/me").response["email_addresses"]]

    assert [False] == matches()
    told = {"idp_metadata": "<xml/>"}
    backend.patch(f"{CONNECTIONS}/{connection['id']}", active=True, saml=told)

    assert [True] == matches()


def test_secrets_of_the_provider_stay(backend):
    """The answer shows everything but the client secret."""
    oidc = {"client_id": "mock", "client_secret": "quiet", "discovery_url": "https://idp.test"}
    fields = {"name": "Lab", "provider": "oidc_gitlab", "domains": ["lab.test"], "active": True}
    reply = backend.post(CONNECTIONS, **fields, oidc=oidc)

    assert 201 == reply.status_code
    assert ("mock", "oidc_gitlab") == (
        reply.json()["oauth_config"]["client_id"],
        reply.json()["oauth_config"]["provider_key"],
    )
    assert b"quiet" not in reply.answer.body


def test_connections_are_listed_and_deleted(backend, connection):
    """By whether they are active and by organization."""
    gone = backend.delete(f"{CONNECTIONS}/{connection['id']}")
    other = backend.post(CONNECTIONS, **NEW).json()

    assert (connection["id"], "enterprise_connection") == (gone.json()["id"], gone.json()["object"])
    assert [other["id"]] == [it["id"] for it in backend.get(CONNECTIONS).json()["data"]]
    assert 0 == backend.get(CONNECTIONS, active="true").json()["total_count"]
    assert 0 == backend.get(CONNECTIONS, organization_id="org_1").json()["total_count"]
    assert 404 == backend.delete(f"{CONNECTIONS}/{connection['id']}").status_code


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"provider": "saml_unheard_of"}, ("form_param_value_invalid", "provider")),
        ({"domains": []}, ("form_param_value_invalid", "domains")),
        ({"domains": ["no domain"]}, ("form_param_format_invalid", "domains")),
        ({"saml": {"unheard_of": 1}}, ("form_param_unknown", "unheard_of")),
        (
            {"custom_attributes": [{"name": "a", "key": "_a"}]},
            ("form_param_format_invalid", "custom_attributes"),
        ),
        ({"organization_id": "org_1"}, ("resource_not_found", None)),
    ],
)
def test_what_no_connection_is_made_of(backend, world, fields, refusal):
    """Refused, and nothing is made."""
    before = world.digest()
    code, param = codes(backend.request("POST", CONNECTIONS, json=NEW | fields))[0]

    assert refusal[0] == code, param
    assert before == world.digest()


def test_a_trial_waits_for_somebody(backend, connection):
    """It is pending, and says where to sign in."""
    path = f"{CONNECTIONS}/{connection['id']}/test_runs"
    url = backend.post(path).json()["url"]
    (run,) = backend.get(path).json()["data"]

    assert url.endswith(run["id"])
    assert ("pending", "saml") == (run["status"], run["connection_type"])
    assert [] == backend.get(path, status=["success", "failed"]).json()["data"]
    assert 1 == backend.get(path, status=["success", "pending"]).json()["total_count"]


def test_plans_and_subscriptions_are_read(backend, house, open_world, world):
    """An empty catalogue has none; with a default plan everybody has a subscription."""
    ada = world.users[world.email_addresses.first(email_address=ADA).user_id]
    path = f"/v1/users/{ada.id}/billing/subscription"

    assert {"data": [], "total_count": 0} == backend.get("/v1/billing/plans").json()
    assert 404 == backend.get(path).status_code
    plans.create(world, "free", "Free", "user", is_default=True, features=("export",))
    plans.create(world, "team", "Team", "org", amount=900, annual_amount=9600, is_default=True)
    subscription = backend.get(path).json()
    (plan,) = backend.get("/v1/billing/plans", payer_type="org").json()["data"]

    assert ("active", "free") == (
        subscription["status"],
        subscription["subscription_items"][0]["plan"]["slug"],
    )
    assert subscription == backend.get(path).json()
    assert ("9.00", "8.00") == (
        plan["fee"]["amount_formatted"],
        plan["annual_monthly_fee"]["amount_formatted"],
    )
    configure(world, organization_settings__enabled=True)
    place = backend.post("/v1/organizations", name="Acme", created_by=ada.id).json()["id"]
    of_place = backend.get(f"/v1/organizations/{place}/billing/subscription").json()

    assert plan == of_place["subscription_items"][0]["plan"]
    assert 404 == backend.get("/v1/users/user_1/billing/subscription").status_code
