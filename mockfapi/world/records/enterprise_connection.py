"""Enterprise connections: identity providers of companies, by SAML or OpenID Connect."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class EnterpriseConnection:
    """`provider` begins with `saml_` or `oidc_`; of `saml` and `oidc` only what it speaks is there.

    `domains` are those whose addresses sign in through it.
    """

    id: str
    name: str
    provider: str
    domains: tuple[str, ...]
    created_at: int
    updated_at: int
    organization_id: str | None = None
    active: bool = False
    sync_user_attributes: bool = True
    disable_additional_identifications: bool = False
    allow_organization_account_linking: bool = False
    authenticatable: bool = True
    disable_jit_provisioning: bool = False
    custom_attributes: tuple[Mapping[str, Any], ...] = ()
    saml: Mapping[str, Any] = field(default_factory=dict)
    oidc: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConnectionTestRun:
    """A trial of a connection: somebody is to sign in at its address."""

    id: str
    connection_id: str
    created_at: int
