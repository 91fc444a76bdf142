"""Templates of messages: how the e-mails and SMS of an instance are worded."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """The wording of one kind of message, `template_type` email or sms. A table holds only what differs."""

    id: str
    template_type: str
    slug: str
    name: str
    body: str
    created_at: int
    updated_at: int
    subject: str | None = None
    markup: str = ""
    from_email_name: str = ""
    reply_to_email_name: str = ""
    delivered_by_clerk: bool = True


@dataclass(frozen=True, slots=True)
class MessagePreview:
    """A message as it would look, with made-up values in it. No table holds it."""

    body: str
    subject: str | None = None
    from_email_name: str = ""
    reply_to_email_name: str = ""
