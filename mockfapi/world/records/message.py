"""The outbox: every e-mail and SMS that the instance would have sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a person. `kind` says what it is for (verification_code, reset_password_code ...)."""

    id: str
    created_at: int
    channel: str
    to: str
    kind: str
    subject: str
    body: str
    code: str | None = None
    link: str | None = None
    user_id: str | None = None
