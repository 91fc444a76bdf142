"""Users."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class User:
    """A person's account. Times in milliseconds; metadata mappings are never changed in place.

    `failed_attempts` counts towards the lockout that began at `locked_at`.
    `locked_for_good` ignores its duration. `backup_codes` are those not used yet.
    `password_compromised` bars the password, `password_reset_required` makes its change a task.
    """

    id: str
    created_at: int
    updated_at: int
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    primary_email_address_id: str | None = None
    primary_phone_number_id: str | None = None
    primary_web3_wallet_id: str | None = None
    password_digest: str | None = None
    password_last_updated_at: int | None = None
    external_id: str | None = None
    public_metadata: Mapping[str, Any] = field(default_factory=dict)
    private_metadata: Mapping[str, Any] = field(default_factory=dict)
    unsafe_metadata: Mapping[str, Any] = field(default_factory=dict)
    banned: bool = False
    deactivated: bool = False
    deprovisioned: bool = False
    bypass_client_trust: bool = False
    password_compromised: bool = False
    password_reset_required: bool = False
    backup_codes: tuple[str, ...] = ()
    backup_codes_at: int | None = None
    failed_attempts: int = 0
    locked_at: int | None = None
    locked_for_good: bool = False
    last_sign_in_at: int | None = None
    last_active_at: int | None = None
    legal_accepted_at: int | None = None
    mfa_enabled_at: int | None = None
    mfa_disabled_at: int | None = None
    delete_self_enabled: bool = True
    create_organization_enabled: bool = True
    create_organizations_limit: int | None = None
    image_url: str | None = None
    locale: str | None = None
