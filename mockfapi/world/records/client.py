"""Browsers and devices: the client, and the dev browser that stands for its cookie on development instances."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """One browser or device installation. Times in milliseconds; `cookie_expires_at` is None in development."""

    id: str
    created_at: int
    updated_at: int
    rotating_token: str
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
