"""Applications of others that sign people in by this instance."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class OAuthApplication:
    """What such an application may ask for, and where people are sent back to. Public ones have no secret."""

    id: str
    name: str
    client_id: str
    created_at: int
    updated_at: int
    client_secret: str | None = None
    scopes: str = "profile email"
    redirect_uris: tuple[str, ...] = ()
    public: bool = False
    consent_screen_enabled: bool = True
    pkce_required: bool = False


@dataclass(frozen=True, slots=True)
class OAuthApplicationWithSecret:
    """An application beside the secret that is told once. No table holds it."""

    application: OAuthApplication
