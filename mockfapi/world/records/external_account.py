"""Accounts at other providers that users have connected."""

from mockfapi.frozen import dataclass
from mockfapi.world.records.provider_profile import ProviderProfile
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class ExternalAccount:
    """A connection of a user. Until somebody has come back from the provider, `profile` is None.

    `access_token` is None once it was revoked; `reauthorization` is under way, or the last one that failed.
    """

    id: str
    user_id: str
    identification_id: str
    provider: str
    created_at: int
    updated_at: int
    profile: ProviderProfile | None = None
    access_token: str | None = None
    verification: Verification | None = None
    reauthorization: Verification | None = None


@dataclass(frozen=True, slots=True)
class ProviderToken:
    """The access token of a connection, as servers ask for it."""

    id: str
    token: str
    account: ExternalAccount
    profile: ProviderProfile
