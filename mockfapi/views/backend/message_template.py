"""Templates of messages, and how a message of one would look."""

from mockfapi.rules import message_templates
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import MessagePreview, MessageTemplate


def message_template(lens: Lens, it: MessageTemplate) -> Json:
    wording = message_templates.wording(it.template_type, it.slug)
    return {
        "object": "template",
        "id": it.id,
        "instance_id": lens.world.instance.id,
        "resource_type": "user" if message_templates.can_revert(lens.world, it) else "system",
        "template_type": it.template_type,
        "name": it.name,
        "slug": it.slug,
        "position": message_templates.position(it),
        "can_revert": message_templates.can_revert(lens.world, it),
        "can_delete": False,
        "can_edit_body": True,
        "can_toggle": True,
        "subject": it.subject,
        "markup": it.markup,
        "body": it.body,
        "available_variables": list(wording.available),
        "required_variables": list(wording.required),
        "from_email_name": it.from_email_name,
        "reply_to_email_name": it.reply_to_email_name,
        "delivered_by_clerk": it.delivered_by_clerk,
        "enabled": True,
        "flagged_as_suspicious": False,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def message_preview(lens: Lens, it: MessagePreview) -> Json:
    """The addresses in full: the names before the domain of the instance."""
    domain = lens.world.keys.frontend_api.removeprefix("clerk.")
    sender = f"{it.from_email_name}@{domain}" if it.from_email_name else ""
    reply = f"{it.reply_to_email_name}@{domain}" if it.reply_to_email_name else ""
    return {
        "subject": it.subject,
        "body": it.body,
        "from_email_address": sender,
        "reply_to_email_address": reply,
    }
