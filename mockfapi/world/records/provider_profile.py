"""People as other providers know them."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ProviderProfile:
    """Who somebody is at a provider, and what was granted there.

    `provider` is a strategy such as oauth_google, `scopes` are joined by blanks as on the wire.
    """

    provider: str
    provider_user_id: str
    email_address: str
    email_address_verified: bool = True
    first_name: str = ""
    last_name: str = ""
    username: str | None = None
    image_url: str | None = None
    scopes: str = ""
