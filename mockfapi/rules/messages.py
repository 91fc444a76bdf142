"""Sending messages: a kind of message and its values into the outbox, worded by its template."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.rules import message_templates
from mockfapi.rules.wordings import EMAIL, SMS
from mockfapi.world import World
from mockfapi.world.records import Message, User

IDS = {"email": "ema", "sms": "sms", "whatsapp": "sms"}
NAMES = ("first_name", "last_name", "username")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said, to whom, and by which way. `code` and `link` are what tests look for."""

    channel: str
    to: str
    slug: str
    data: Mapping[str, Any] = field(default_factory=dict)
    code: str | None = None
    link: str | None = None
    user_id: str | None = None


def send(world: World, it: Letter) -> Message:
    """Puts a message into the outbox. An SMS has no subject of its own: it says there what it says."""
    template = message_templates.worded(world, EMAIL if it.channel == "email" else SMS, it.slug)
    data = {"app": message_templates.app(world), **_user(world, it.user_id), **it.data}
    body, html = message_templates.composed(template, data)
    subject = body if template.subject is None else message_templates.rendered(template.subject, data)
    return world.messages.save(
        Message(
            id=world.chance.id(IDS[it.channel]),
            created_at=world.clock.now,
            channel=it.channel,
            to=it.to,
            kind=it.slug,
            subject=subject,
            body=body,
            code=it.code,
            link=it.link,
            user_id=it.user_id,
            from_email_name=template.from_email_name,
            reply_to_email_name=template.reply_to_email_name,
            html=html,
            delivered_by_clerk=template.delivered_by_clerk,
            data=data,
        )
    )


def _user(world: World, id: str | None) -> dict[str, Any]:
    user: User | None = world.users.find(id)
    return {} if user is None else {"user": {name: getattr(user, name) for name in NAMES}}
