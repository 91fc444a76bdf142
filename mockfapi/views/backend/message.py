"""E-mails and SMS as events show them. The outbox itself is seen by tests only."""

from mockfapi.views import mail
from mockfapi.views.lens import Json, Lens
from mockfapi.world import World
from mockfapi.world.records import Message

SENDER = "notifications"
# A number of those that are kept free for fiction.
NUMBER = "+15555550199"


def message(lens: Lens, it: Message) -> Json:
    return _email(lens.world, it) if it.channel == "email" else _sms(lens.world, it)


def _email(world: World, it: Message) -> Json:
    owned = [each for each in world.email_addresses.where(email_address=it.to) if _is_of(it, each.user_id)]
    return {
        **_said(world, it),
        "object": "email",
        "from_email_name": it.from_email_name or SENDER,
        "reply_to_email_name": it.reply_to_email_name or None,
        "to_email_address": it.to,
        "email_address_id": owned[0].id if owned else None,
        "user_id": it.user_id or (owned[0].user_id if owned else None),
        "subject": it.subject,
        "body": mail.html(it),
        "body_plain": it.body,
    }


def _sms(world: World, it: Message) -> Json:
    owned = [each for each in world.phone_numbers.where(phone_number=it.to) if _is_of(it, each.user_id)]
    return {
        **_said(world, it),
        "object": "sms_message",
        "from_phone_number": NUMBER,
        "to_phone_number": it.to,
        "phone_number_id": owned[0].id if owned else None,
        "user_id": it.user_id or (owned[0].user_id if owned else None),
        "message": it.body,
        "created_at_ms": it.created_at,
    }


def _said(world: World, it: Message) -> Json:
    """What both have, with the variables that the text was made of."""
    data: Json = {"app": {"name": world.instance.settings.display_config.application_name}, **it.data}
    if it.code is not None:
        data["otp_code"] = it.code
    return {
        "id": it.id,
        "slug": it.kind,
        "status": "queued",
        "delivered_by_clerk": it.delivered_by_clerk,
        "data": data,
    }


def _is_of(it: Message, user_id: str) -> bool:
    return it.user_id in (None, user_id)
