"""API keys, which users, organizations and machines hand to programs; access tokens of OAuth applications."""

from collections.abc import Mapping
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ApiKey:
    """`subject` is the id of its user, organization or machine. The secret lacks the tag of its world."""

    id: str
    subject: str
    name: str
    secret: str
    created_at: int
    updated_at: int
    type: str = "api_key"
    description: str | None = None
    claims: Mapping[str, Any] | None = None
    scopes: tuple[str, ...] = ()
    created_by: str | None = None
    expire_at: int | None = None
    revoked_at: int | None = None
    revocation_reason: str | None = None
    last_used_at: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedApiKey:
    """An API key whose face shows its secret."""

    key: ApiKey


@dataclass(frozen=True, slots=True)
class OAuthAccessToken:
    """By it an application acts for a user of this instance. It lacks the tag of its world."""

    id: str
    user_id: str
    client_id: str
    token: str
    created_at: int
    updated_at: int
    scopes: tuple[str, ...] = ()
    expire_at: int | None = None
    revoked_at: int | None = None
    revocation_reason: str | None = None
