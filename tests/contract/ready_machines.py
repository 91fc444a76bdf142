"""What is asked for on behalf of programs: machines, tokens, keys, connections, plans."""

from mockfapi.rules import api_keys, enterprise_connections, m2m_tokens, machines, oauth_access_tokens
from tests.contract.stock import VERA, Prepared

CONNECTION = {"name": "Mill", "provider": "saml_okta", "domains": ["mill.test"]}


def walk(it: Prepared) -> None:
    """A connection is made and tried; the rest is in the scenario."""
    _note_machines(it)
    _note_keys(it)
    _note_own_keys(it)
    _note_connections(it)
    vera, press = _vera(it), next(iter(it.clerk.world.organizations)).id
    it.fits("Billing_getUserSubscription", {"user_id": vera})
    it.fits("Billing_getOrganizationSubscription", {"organization_id": press})


def _vera(it: Prepared) -> str:
    owner = it.clerk.world.email_addresses.first(email_address=VERA)
    assert owner is not None
    return owner.user_id


def _note_machines(it: Prepared) -> None:
    world = it.clerk.world
    cart, store = world.machines
    own, reached = {"machine_id": cart.id}, {"machine_id": store.id}
    it.fits("Machines_create", body={"name": "till"})
    for name in ("get", "delete", "getSecretKey"):
        it.fits(f"Machines_{name}", own)
    it.fits("Machines_update", own, body={"name": "basket"})
    it.fits("Machines_rotateSecretKey", own, body={"previous_token_ttl": 60})
    it.fits("Machines_createScope", reached, body={"to_machine_id": cart.id})
    it.fits("Machines_deleteScope", own | {"other_machine_id": store.id})
    token = m2m_tokens.create(world, cart)
    it.fits("M2mTokens_create", body={})
    it.good["M2mTokens_create"]["headers"] = {"Authorization": f"Bearer {machines.secret_key(world, cart)}"}
    it.fits("M2mTokens_list", query={"subject": cart.id})
    it.fits("M2mTokens_verify", body={"token": m2m_tokens.secret(world, token)})
    it.fits("M2mTokens_revoke", {"m2m_token_id": token.id}, body={})


def _note_keys(it: Prepared) -> None:
    world, vera = it.clerk.world, _vera(it)
    key = world.api_keys.where(subject=vera)[0]
    path = {"api_key_id": key.id}
    it.fits("ApiKeys_create", body={"name": "deploy", "subject": vera})
    it.fits("ApiKeys_list", query={"subject": vera})
    for name in ("get", "delete", "getSecret"):
        it.fits(f"ApiKeys_{name}", path)
    it.fits("ApiKeys_update", path, body={"description": "every night"})
    it.fits("ApiKeys_revoke", path, body={})
    it.fits("ApiKeys_verify", body={"secret": api_keys.secret(world, key)})
    token = next(iter(world.oauth_access_tokens))
    body = {"access_token": oauth_access_tokens.secret(world, token)}
    it.fits("OAuthAccessTokens_verify", body=body)


def _note_own_keys(it: Prepared) -> None:
    """People show a session token, which is short-lived: the clock of this world stands still."""
    vera = _vera(it)
    session = next(each for each in it.clerk.world.sessions if each.user_id == vera)
    jwt = it.visitor.post(f"/v1/client/sessions/{session.id}/tokens").json()["jwt"]
    headers = {"Authorization": f"Bearer {jwt}"}
    path = {"apiKeyID": it.clerk.world.api_keys.where(subject=vera)[0].id}
    it.fits("getApiKeys", query={"subject": vera}, headers=headers)
    it.fits("createApiKey", body={"name": "laptop", "subject": vera}, headers=headers)
    it.fits("updateApiKey", path, body={"description": "every night"}, headers=headers)
    it.fits("revokeApiKey", path, body={}, headers=headers)


def _note_connections(it: Prepared) -> None:
    world = it.clerk.world
    made = enterprise_connections.create(world, "Acme", "saml_okta", ["acme.test"], {})
    enterprise_connections.begin_test_run(world, made)
    path = {"enterprise_connection_id": made.id}
    it.fits("EnterpriseConnections_create", body=CONNECTION)
    for name in ("get", "delete", "listTestRuns", "createTestRun"):
        it.fits(f"EnterpriseConnections_{name}", path)
    it.fits("EnterpriseConnections_update", path, body={"name": "Acme & Sons"})
