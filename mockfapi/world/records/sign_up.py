"""Sign-up attempts. Their status, missing and unverified fields are worked out by `rules.sign_ups`."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class SignUp:
    """A sign-up in progress on a client. Times in milliseconds."""

    id: str
    client_id: str
    created_at: int
    abandon_at: int
    email_address: str | None = None
    phone_number: str | None = None
    username: str | None = None
    web3_wallet: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    password_digest: str | None = None
    unsafe_metadata: Mapping[str, Any] = field(default_factory=dict)
    public_metadata: Mapping[str, Any] = field(default_factory=dict)
    external_id: str | None = None
    legal_accepted_at: int | None = None
    email_verification: Verification | None = None
    phone_verification: Verification | None = None
    web3_verification: Verification | None = None
    external_verification: Verification | None = None
    ticket_id: str | None = None
    custom_action: bool = False
    created_user_id: str | None = None
    created_session_id: str | None = None
