"""Sessions. Their status is worked out from these facts by `rules.sessions`."""

from collections.abc import Mapping
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class Activity:
    """The device and place that a session was opened from."""

    id: str
    user_agent: str | None = None
    ip_address: str | None = None


@dataclass(frozen=True, slots=True)
class Reverification:
    """A step-up that a session has begun. `level` is first_factor, second_factor or multi_factor."""

    session_id: str
    level: str
    started_at: int
    first_factor: Verification | None = None
    second_factor: Verification | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in user on a client. Times in milliseconds.

    `closed_as` is how it ended before its time: ended, removed, revoked or replaced.
    `first_factor_at` and `second_factor_at` are when each was last proven; None means never.
    `refreshed` are the tokens that were exchanged for fresh ones, and when by the clock of the process.
    `password_barred`: it was opened while the password of its user was compromised.
    """

    id: str
    client_id: str
    user_id: str
    created_at: int
    updated_at: int
    last_active_at: int
    expire_at: int
    abandon_at: int
    first_factor_at: int | None = None
    second_factor_at: int | None = None
    last_active_organization_id: str | None = None
    actor: Mapping[str, Any] | None = None
    closed_as: str | None = None
    activity: Activity | None = None
    reverification: Reverification | None = None
    password_barred: bool = False
    refreshed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session among all that its user ever had."""

    session: Session


@dataclass(frozen=True, slots=True)
class ActiveSession:
    """A session among those by which its user is signed in, with device and place."""

    session: Session
