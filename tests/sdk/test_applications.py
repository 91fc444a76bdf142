"""OAuth applications, enterprise connections and plans, as Clerk's server libraries handle them."""

import pytest

from tests.bapi.workshop import place
from tests.rules.certificates import CERTIFICATE

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="b2b")

BACK = "https://app.engines.test/callback"
IDP = {
    "idp_entity_id": "https://idp.workshop.test",
    "idp_sso_url": "https://idp.workshop.test/sso",
    "idp_certificate": CERTIFICATE,
}


def test_python_keeps_oauth_applications(py):
    """The secret is told when one is made and when it is turned."""
    made = py.oauth_applications.create(
        request={"name": "Till", "redirect_uris": [BACK], "scopes": "profile"}
    )
    py.oauth_applications.update(oauth_application_id=made.id, name="Cash desk")
    found = py.oauth_applications.get(oauth_application_id=made.id)
    listed = py.oauth_applications.list(name_query="cash")
    turned = py.oauth_applications.rotate_secret(oauth_application_id=made.id)

    assert ("Cash desk", [BACK]) == (found.name, found.redirect_uris)
    assert [made.id] == [it.id for it in listed.data]
    assert made.client_secret != turned.client_secret
    assert py.oauth_applications.delete(oauth_application_id=made.id).deleted
    assert 404 == refusal(py.oauth_applications.get, oauth_application_id=made.id)[0]


def test_javascript_keeps_oauth_applications(js):
    """A list finds it, a change shows, and it goes."""
    made = js.oauthApplications.create({"name": "Till", "redirectUris": [BACK], "public": False})
    given = {"oauthApplicationId": made["id"], "name": "Cash desk", "scopes": "profile email"}
    changed = js.oauthApplications.update(given)
    listed = js.oauthApplications.list({"limit": 5})
    turned = js.oauthApplications.rotateSecret(made["id"])

    assert ("Cash desk", [BACK]) == (changed["name"], changed["redirectUris"])
    assert [made["id"]] == [it["id"] for it in listed["data"]]
    assert made["clientSecret"] != turned["clientSecret"]
    assert "Cash desk" == js.oauthApplications.get(made["id"])["name"]
    assert js.oauthApplications.delete(made["id"])["deleted"]


def test_python_keeps_saml_connections(clerk, py):
    """With what is known of the provider it can be activated for an organization."""
    workshop = place(clerk.world).id
    given = {"name": "Office", "domain": "workshop.test", "provider": "saml_custom", **IDP}
    made = py.saml_connections.create(request=given)
    py.saml_connections.update(saml_connection_id=made.id, name="Shop", organization_id=workshop, active=True)
    found = py.saml_connections.get(saml_connection_id=made.id)

    assert ("Shop", True, workshop) == (found.name, found.active, found.organization_id)
    assert [made.id] == [it.id for it in py.saml_connections.list(query="shop").data]
    assert py.saml_connections.delete(saml_connection_id=made.id).deleted
    assert 404 == refusal(py.saml_connections.get, saml_connection_id=made.id)[0]


def test_javascript_keeps_saml_connections(js):
    """What was switched off stays off when it is read again."""
    given = {"name": "Office", "domain": "workshop.test", "provider": "saml_custom"}
    made = js.samlConnections.createSamlConnection(given)
    changed = js.samlConnections.updateSamlConnection(
        made["id"], {"name": "Shop", "syncUserAttributes": False}
    )
    listed = js.samlConnections.getSamlConnectionList({"query": "shop"})

    assert ("Shop", False) == (changed["name"], changed["syncUserAttributes"])
    assert [made["id"]] == [it["id"] for it in listed["data"]]
    assert "Shop" == js.samlConnections.getSamlConnection(made["id"])["name"]
    assert js.samlConnections.deleteSamlConnection(made["id"])["deleted"]


def test_saml_connections_without_data_are_not_activated(js):
    """Nothing is known of the identity provider yet."""
    given = {"name": "Office", "domain": "workshop.test", "provider": "saml_custom"}
    made = js.samlConnections.createSamlConnection(given)["id"]

    assert (422, ["saml_connection_cant_be_activated"]) == refusal(
        js.samlConnections.updateSamlConnection, made, {"active": True}
    )


def test_python_keeps_enterprise_connections(py):
    """Made inactive, tried by a test run, activated, listed by that, deleted."""
    given = {"name": "Office", "domains": ["workshop.test"], "provider": "saml_custom", "saml": IDP}
    made = py.enterprise_connections.create(request=given)
    at = {"enterprise_connection_id": made.id}
    py.enterprise_connections.update(**at, name="Shop", active=True)
    run = py.enterprise_connections.create_test_run(**at)
    found = py.enterprise_connections.get(**at)

    assert (False, "Shop", True) == (made.active, found.name, found.active)
    assert [made.id] == [it.id for it in py.enterprise_connections.list(active=True).data]
    assert run.url
    assert 1 == py.enterprise_connections.list_test_runs(**at).total_count
    assert py.enterprise_connections.delete(**at).deleted
    assert 404 == refusal(py.enterprise_connections.get, **at)[0]


def test_javascript_3_keeps_enterprise_connections(js3):
    """The data of the provider travel inside `saml`."""
    saml = {
        "idpEntityId": IDP["idp_entity_id"],
        "idpSsoUrl": IDP["idp_sso_url"],
        "idpCertificate": CERTIFICATE,
    }
    given = {"name": "Office", "domains": ["workshop.test"], "provider": "saml_custom", "saml": saml}
    made = js3.enterpriseConnections.createEnterpriseConnection(given)
    changed = js3.enterpriseConnections.updateEnterpriseConnection(
        made["id"], {"name": "Shop", "active": True}
    )
    listed = js3.enterpriseConnections.getEnterpriseConnectionList({"active": True})

    assert ("Shop", True) == (changed["name"], changed["active"])
    assert [made["id"]] == [it["id"] for it in listed["data"]]
    assert "Shop" == js3.enterpriseConnections.getEnterpriseConnection(made["id"])["name"]
    assert js3.enterpriseConnections.deleteEnterpriseConnection(made["id"])["deleted"]


@pytest.mark.clerk(scenario="everything")
def test_both_read_plans_and_subscriptions(clerk, py, js):
    """Whoever has not bought anything has the free plan."""
    user, crew = clerk.user("vera@everything.test").id, place(clerk.world, "novak-press").id
    plans = py.billing.list_plans(payer_type="user").data
    own = py.users.get_billing_subscription(user_id=user)
    theirs = py.organizations.get_billing_subscription(organization_id=crew)

    assert [it.id for it in plans] == [
        it["id"] for it in js.billing.getPlanList({"payerType": "user"})["data"]
    ]
    assert own.id == js.billing.getUserBillingSubscription(user)["id"]
    assert theirs.id == js.billing.getOrganizationBillingSubscription(crew)["id"]
    assert {"active"} == {own.status, theirs.status}
