"""Who may sign up: allow- and blocklist, and the waitlist."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class AllowlistIdentifier:
    """An identifier, or a pattern such as `*@company.test`, that may sign up; lower case."""

    id: str
    identifier: str
    created_at: int
    updated_at: int
    invitation_id: str | None = None


@dataclass(frozen=True, slots=True)
class BlocklistIdentifier:
    """An identifier, or a pattern such as `*@rival.test`, that may not sign up; lower case."""

    id: str
    identifier: str
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class WaitlistEntry:
    """Somebody who waits to be let in. `invitation_id` is set once that happened."""

    id: str
    email_address: str
    created_at: int
    updated_at: int
    invitation_id: str | None = None
    rejected_at: int | None = None
    completed_at: int | None = None
