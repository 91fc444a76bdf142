"""SAML connections: identity providers of companies."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class SamlConnection:
    """What is known of a provider, whose addresses it takes, and what is done with what it says.

    Times of the certificate in milliseconds; they follow from it.
    """

    id: str
    name: str
    provider: str
    created_at: int
    updated_at: int
    domains: tuple[str, ...] = ()
    organization_id: str | None = None
    idp_entity_id: str | None = None
    idp_sso_url: str | None = None
    idp_certificate: str | None = None
    idp_certificate_issued_at: int | None = None
    idp_certificate_expires_at: int | None = None
    idp_metadata: str | None = None
    idp_metadata_url: str | None = None
    attribute_mapping: Mapping[str, str] = field(default_factory=dict)
    login_hint: Mapping[str, Any] = field(default_factory=dict)
    active: bool = False
    sync_user_attributes: bool = True
    allow_subdomains: bool = False
    allow_idp_initiated: bool = False
    disable_additional_identifications: bool = False
    allow_organization_account_linking: bool = False
    force_authn: bool = False
