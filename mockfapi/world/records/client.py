"""Browsers and devices: the client, and the dev browser that stands for its cookie in development."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """A browser or device installation. Times in milliseconds; no `cookie_expires_at` in development."""

    id: str
    created_at: int
    updated_at: int
    rotating_token: str
    previous_rotating_token: str | None = None
    sign_in_id: str | None = None
    sign_up_id: str | None = None
    last_active_session_id: str | None = None
    last_authentication_strategy: str | None = None
    cookie_expires_at: int | None = None
    captcha_bypass: bool = False


@dataclass(frozen=True, slots=True)
class DevBrowser:
    """A dev browser; its id is the token itself and travels in the query."""

    id: str
    created_at: int
    client_id: str | None = None
    home_origin: str | None = None
