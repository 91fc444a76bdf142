"""Enterprise connections as servers see them, with what the identity provider is to be told. Secrets stay."""

from mockfapi.rules import enterprise_connections
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import ConnectionTestRun, EnterpriseConnection

SAML = ("idp_entity_id", "idp_sso_url", "idp_certificate", "idp_metadata_url", "idp_metadata")
SWITCHES = ("allow_idp_initiated", "allow_subdomains", "force_authn")
OIDC = ("client_id", "discovery_url", "auth_url", "token_url", "user_info_url")


def enterprise_connection(lens: Lens, it: EnterpriseConnection) -> Json:
    speaks_saml = enterprise_connections.language(it) == "saml"
    return {
        "object": "enterprise_connection",
        "id": it.id,
        "name": it.name,
        "provider": it.provider,
        "logo_public_url": None,
        "active": it.active,
        "domains": list(it.domains),
        "organization_id": it.organization_id,
        "sync_user_attributes": it.sync_user_attributes,
        "disable_additional_identifications": it.disable_additional_identifications,
        "allow_organization_account_linking": it.allow_organization_account_linking,
        "authenticatable": it.authenticatable,
        "disable_jit_provisioning": it.disable_jit_provisioning,
        "custom_attributes": [dict(each) for each in it.custom_attributes],
        "saml_connection": _saml(lens, it) if speaks_saml else None,
        "oauth_config": None if speaks_saml else _oidc(it),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def _saml(lens: Lens, it: EnterpriseConnection) -> Json:
    told, here = it.saml, f"{lens.world.issuer}/v1/saml"
    return {
        "id": it.id.replace("entconn_", "samlc_", 1),
        "name": told.get("name", it.name),
        **{name: told.get(name) for name in SAML},
        "acs_url": f"{here}/acs/{it.id}",
        "sp_entity_id": f"{here}/{it.id}",
        "sp_metadata_url": f"{here}/metadata/{it.id}.xml",
        "active": it.active,
        **{name: told.get(name, False) for name in SWITCHES},
        "sync_user_attributes": it.sync_user_attributes,
        "login_hint": dict(told.get("login_hint") or {"mode": "email_address"}),
    }


def _oidc(it: EnterpriseConnection) -> Json:
    return {
        "id": it.id.replace("entconn_", "oauthcfg_", 1),
        "name": it.name,
        "provider_key": it.provider,
        **{name: it.oidc.get(name) for name in OIDC},
        "requires_pkce": it.oidc.get("requires_pkce", False),
        "logo_public_url": None,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def connection_test_run(lens: Lens, it: ConnectionTestRun) -> Json:
    connection = lens.world.enterprise_connections[it.connection_id]
    speaks_saml = enterprise_connections.language(connection) == "saml"
    return {
        "id": it.id,
        "status": "pending",
        "connection_type": "saml" if speaks_saml else "oauth",
        "logs": [],
        "created_at": it.created_at,
    }
