"""Keys for an app that has none yet."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class AccountlessApplication:
    """The keys of an instance, and where somebody takes it over. No table holds it."""

    publishable_key: str
    secret_key: str
    claim_url: str
    api_keys_url: str
