"""clerk-backend-api and machines: its strict models accept every answer."""

import pytest
from clerk_backend_api import Clerk
from clerk_backend_api.models import ClerkBaseError

from tests.people import ADA

pytestmark = pytest.mark.clerk(scenario="one_user")


def test_machines(py):
    """Made, listed, changed, given keys and scopes, deleted."""
    store = py.machines.create(request={"name": "store"})
    cart = py.machines.create(request={"name": "cart", "scoped_machines": [store.id]})
    rotated = py.machines.rotate_secret_key(machine_id=cart.id, previous_token_ttl=0)
    gone = py.machines.delete_scope(machine_id=cart.id, other_machine_id=store.id)
    scope = py.machines.create_scope(machine_id=store.id, to_machine_id=cart.id)

    assert [store.id] == [it.id for it in cart.scoped_machines]
    assert rotated.secret == py.machines.get_secret_key(machine_id=cart.id).secret
    assert (cart.id, cart.id) == (gone.from_machine_id, scope.to_machine_id)
    assert 2 == py.machines.list(limit=1).total_count
    assert "till" == py.machines.update(machine_id=store.id, name="till").name
    assert py.machines.get(machine_id=store.id).id == py.machines.delete(machine_id=store.id).id


@pytest.mark.parametrize("form", ["opaque", "jwt"])
def test_tokens_of_machines(py, clerk, form):
    """Made with the key of the machine, verified with that of the instance."""
    cart = py.machines.create(request={"name": "cart"})
    with Clerk(bearer_auth=cart.secret_key, server_url=f"{clerk.url}/v1", retry_config=None) as machine:
        made = machine.m2m.create_token(token_format=form, seconds_until_expiration=60, claims={"a": 1})
    verified = py.m2m.verify_token(token=made.token)

    assert (made.id, cart.id, {"a": 1}) == (verified.id, verified.subject, verified.claims)
    if form == "opaque":
        assert py.m2m.revoke_token(m2m_token_id=made.id, revocation_reason="lost").revoked
        assert 0 == py.m2m.list_tokens(subject=cart.id).total_count


def test_api_keys(py, clerk):
    """Made, verified, changed, revoked, deleted."""
    ada = clerk.user(ADA)
    key = py.api_keys.create_api_key(name="build", subject=ada.id, scopes=["read"])
    secret = py.api_keys.get_api_key_secret(api_key_id=key.id).secret
    verified = py.api_keys.verify_api_key(secret=secret)
    changed = py.api_keys.update_api_key(api_key_id=key.id, description="nightly")
    revoked = py.api_keys.revoke_api_key(api_key_id=key.id, revocation_reason="lost")

    assert (key.secret, ada.id) == (secret, verified.subject)
    assert ("nightly", True) == (changed.description, revoked.revoked)
    assert 1 == py.api_keys.get_api_keys(subject=ada.id, include_invalid="true").total_count
    with pytest.raises(ClerkBaseError) as refused:
        py.api_keys.verify_api_key(secret=secret)

    assert 404 == refused.value.status_code
    assert key.id == py.api_keys.delete_api_key(api_key_id=key.id).id


def test_enterprise_connections_and_plans(py, clerk):
    """With trials of the connection, and without any plan."""
    made = py.enterprise_connections.create(
        request={"name": "Acme", "provider": "oidc_custom", "domains": ["acme.test"]}
    )
    run = py.enterprise_connections.create_test_run(enterprise_connection_id=made.id)
    runs = py.enterprise_connections.list_test_runs(enterprise_connection_id=made.id)

    assert "oidc_custom" == made.oauth_config.provider_key
    assert runs.data[0].id in run.url
    assert 1 == py.enterprise_connections.list().total_count
    assert py.enterprise_connections.delete(enterprise_connection_id=made.id).deleted
    assert 0 == py.billing.list_plans().total_count
