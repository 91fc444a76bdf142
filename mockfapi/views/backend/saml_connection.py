"""SAML connections."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import SamlConnection

SHOWN = (
    "id",
    "name",
    "organization_id",
    "idp_entity_id",
    "idp_sso_url",
    "idp_certificate",
    "idp_certificate_issued_at",
    "idp_certificate_expires_at",
    "idp_metadata_url",
    "idp_metadata",
    "active",
    "provider",
    "sync_user_attributes",
    "allow_subdomains",
    "allow_idp_initiated",
    "disable_additional_identifications",
    "allow_organization_account_linking",
    "force_authn",
    "created_at",
    "updated_at",
)


def saml_connection(lens: Lens, it: SamlConnection) -> Json:
    """With the addresses that the provider has to know of this instance."""
    issuer = lens.world.issuer
    return {
        "object": "saml_connection",
        **{name: getattr(it, name) for name in SHOWN},
        "domain": it.domains[0] if it.domains else "",
        "domains": list(it.domains),
        "acs_url": f"{issuer}/v1/saml/acs/{it.id}",
        "sp_entity_id": f"{issuer}/saml/{it.id}",
        "sp_metadata_url": f"{issuer}/v1/saml/metadata/{it.id}.xml",
        "attribute_mapping": dict(it.attribute_mapping),
        "login_hint": dict(it.login_hint),
        "user_count": 0,
        "authenticatable": it.active,
        "disable_jit_provisioning": False,
        "enterprise_connection_id": None,
    }
