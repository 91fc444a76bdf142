"""JWT templates: what the custom tokens of an instance carry."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class JwtTemplate:
    """Claims with shortcodes. `lifetime` and `allowed_clock_skew` in seconds, as Clerk's own.

    `custom_signing_key` signs in place of the instance's key: a secret for HS256, PEM text for RS256.
    """

    id: str
    name: str
    created_at: int
    updated_at: int
    claims: Mapping[str, Any] = field(default_factory=dict)
    lifetime: int = 60
    allowed_clock_skew: int = 5
    signing_algorithm: str = "RS256"
    custom_signing_key: str | None = None
