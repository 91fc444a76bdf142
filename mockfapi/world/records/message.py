"""The outbox: every e-mail and SMS that the instance would have sent."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a person. `kind` says what it is for (verification_code, reset_password_code ...).

    `html` is the HTML that its template or its sender wrote; the view `mail` gives every other e-mail some
    when it is read. One that is not `delivered_by_clerk` waits for the app to send it, which learns of it by
    webhook. `data` is what its template was filled with.
    """

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
    from_email_name: str = ""
    reply_to_email_name: str = ""
    html: str | None = None
    delivered_by_clerk: bool = True
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body as plain text, which every message has."""
        return self.body
