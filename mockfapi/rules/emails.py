"""E-mails that apps write themselves: sending them to anybody or to a user, and looking at them again."""

from collections.abc import Mapping
from typing import Any

from mockfapi import errors
from mockfapi.rules import identifiers
from mockfapi.world import World
from mockfapi.world.records import Message

KIND = "transactional"
MOST = 100


def send(world: World, fields: Mapping[str, Any]) -> Message:
    """Puts an e-mail of the app into the outbox. It needs a subject, and a text or HTML."""
    to, user_id = _recipient(world, fields.get("to") or {})
    sender = _mailbox(fields.get("from") or {}, "from")
    reply = _mailbox(fields["reply_to"], "reply_to") if fields.get("reply_to") else ""
    for name in ("cc", "bcc"):
        for address in fields.get(name) or ():
            identifiers.email_address(address, name)
    if not fields.get("subject"):
        raise errors.form_param_missing("subject")
    html, text = fields.get("html"), fields.get("text")
    if not html and not text:
        raise errors.form_conditional_param_missing("html", reason="without it there must be a text")
    return world.messages.save(
        Message(
            id=world.chance.id("ema"),
            created_at=world.clock.now,
            channel="email",
            to=to,
            kind=KIND,
            subject=fields["subject"],
            body=text or _text(html or ""),
            html=html,
            user_id=user_id,
            from_email_name=sender.partition("@")[0],
            reply_to_email_name=reply.partition("@")[0],
        )
    )


def of(world: World, id: str) -> Message:
    """An e-mail by its id; an SMS is none."""
    it = world.messages[id]
    if it.channel != "email":
        raise errors.resource_not_found(kind="email", id=id)
    return it


def _text(html: str) -> str:
    # A parser of HTML is for the few who write some.
    from mockfapi.rules import plain_texts

    return plain_texts.of(html)


def _recipient(world: World, to: Mapping[str, Any]) -> tuple[str, str | None]:
    """The address of a mailbox, or the primary one of a user: exactly one of the two is named."""
    address, user_id = to.get("address"), to.get("user_id")
    if bool(address) == bool(user_id):
        raise errors.form_conditional_param_missing("to", reason="either an address or a user_id")
    if address:
        owner = identifiers.find_user(world, "email_address", identifiers.email_address(address, "to"))
        return identifiers.email_address(address, "to"), None if owner is None else owner.id
    user = world.users[str(user_id)]
    primary = world.email_addresses.find(user.primary_email_address_id)
    if primary is None:
        raise errors.form_param_value_invalid("to", reason="names a user without an e-mail address")
    return primary.email_address, user.id


def _mailbox(it: Mapping[str, Any], param: str) -> str:
    if not it.get("address"):
        raise errors.form_param_missing(param)
    return identifiers.email_address(it["address"], param)
