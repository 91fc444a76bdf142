"""Enterprise connections: what they need to be active, and whose addresses they take."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import enterprise_connections, organizations
from tests.rules.worlds import a_user, configure

SAML = {"idp_entity_id": "idp", "idp_sso_url": "https://idp.acme.test", "idp_certificate": "MIIC"}
OIDC = {"client_id": "mock", "client_secret": "quiet", "discovery_url": "https://idp.acme.test"}


def made(world, domain="acme.test", provider="saml_okta", **given):
    return enterprise_connections.create(world, "Acme", provider, [domain], given)


@pytest.mark.parametrize(
    ("provider", "told"),
    [
        ("saml_okta", {"saml": SAML}),
        ("saml_custom", {"saml": {"idp_metadata_url": "https://idp.acme.test/metadata"}}),
        ("saml_google", {"saml": {"idp_metadata": "<xml/>"}}),
        ("oidc_custom", {"oidc": OIDC}),
        (
            "oidc_gitlab",
            {"oidc": OIDC | {"discovery_url": None, "auth_url": "https://a", "token_url": "https://t"}},
        ),
    ],
)
def test_a_complete_connection_is_activated(world, provider, told):
    """What the identity provider tells may come before; a draft of the same kind is refused."""
    with pytest.raises(ClerkError, match="saml_connection_cant_be_activated"):
        made(world, provider=provider, active=True)
    draft = made(world, provider=provider, **told)

    assert enterprise_connections.update(world, draft, {"active": True}).active


def test_parts_are_told_one_by_one(world):
    """What was told before stays; null changes nothing."""
    it = made(world, saml={"idp_entity_id": "idp"})
    it = enterprise_connections.update(world, it, {"name": None, "saml": {"idp_sso_url": "https://x"}})

    assert ("Acme", {"idp_entity_id": "idp", "idp_sso_url": "https://x"}) == (it.name, it.saml)


def test_another_language_begins_anew(world):
    """A connection that changes from SAML to OpenID Connect forgets the first."""
    it = made(world, saml=SAML)
    it = enterprise_connections.update(world, it, {"provider": "oidc_custom", "oidc": OIDC})

    assert ({}, OIDC) == (it.saml, it.oidc)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"oidc": OIDC}, "form_param_value_invalid"),
        ({"organization_id": "org_1"}, "resource_not_found"),
        ({"domain": "Taken.Test"}, "form_already_exists"),
        ({"custom_attributes": [{"name": "a", "key": "a"}] * 2}, "form_param_duplicate"),
    ],
)
def test_what_does_not_fit_is_refused(world, given, code):
    """And nothing is made."""
    made(world, "taken.test")
    before = len(world.enterprise_connections)
    with pytest.raises(ClerkError, match=code):
        made(world, **given)

    assert before == len(world.enterprise_connections)


def test_an_organization_has_one_connection(world):
    """When it goes, the connection stays behind without it."""
    configure(world, organization_settings__enabled=True)
    place = organizations.create(world, "Acme", created_by=a_user(world).id)
    it = made(world, organization_id=place.id)
    with pytest.raises(ClerkError, match="organization_already_has_sso_connection"):
        made(world, "other.test", organization_id=place.id)

    assert [it] == enterprise_connections.found(world, place.id, None)
    organizations.delete(world, place)

    assert [None] == [each.organization_id for each in world.enterprise_connections]


@pytest.mark.parametrize(
    ("active", "below", "address", "covered"),
    [
        (True, False, "ada@acme.test", True),
        (False, False, "ada@acme.test", False),
        (True, False, "ada@eu.acme.test", False),
        (True, True, "ada@eu.acme.test", True),
        (True, True, "ada@notacme.test", False),
    ],
)
def test_addresses_at_its_domains_are_covered(world, active, below, address, covered):
    """While it is active; those at subdomains where it allows them."""
    made(world, active=active, saml=SAML | {"allow_subdomains": below})

    assert covered is enterprise_connections.covers(world, address)


def test_trials_are_pending(world):
    """Nobody has signed in: lists of those that are over are empty. They go with the connection."""
    it = made(world)
    runs = [enterprise_connections.begin_test_run(world, it) for _ in range(2)]

    assert runs[::-1] == enterprise_connections.test_runs(world, it, None)
    assert [] == enterprise_connections.test_runs(world, it, ["failed"])
    enterprise_connections.delete(world, it)

    assert 0 == len(world.enterprise_test_runs)
