"""A verification in progress or done. Its status is worked out by rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verification:
    """What was prepared and what came of it. Times in milliseconds; `expire_at` None never expires.

    `secret` is what the person must bring back (a code); `subject_id` is the identification it was sent to.
    `spent` says that too many wrong attempts were made.
    """

    strategy: str
    attempts: int | None = 0
    expire_at: int | None = None
    sent_at: int | None = None
    secret: str | None = None
    subject_id: str | None = None
    channel: str | None = None
    verified_at: int | None = None
    verified_at_client: str | None = None
    spent: bool = False
