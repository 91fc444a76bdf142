"""Templates of messages: finding, changing, previewing, reverting them. Sending: `rules.messages`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import placeholders, wordings
from mockfapi.rules.wordings import EMAIL, Wording
from mockfapi.world import World
from mockfapi.world.records import MessagePreview, MessageTemplate

# What servers may write, and what of it only e-mails have.
TEXTS = ("name", "subject", "body", "markup", "from_email_name", "reply_to_email_name")
OF_EMAILS = ("subject", "markup", "from_email_name", "reply_to_email_name")
LOCAL_PART = re.compile(r"[A-Za-z0-9._+-]{1,64}")
SAMPLES = {
    "otp_code": "123456",
    "magic_link": "https://example.com/verify",
    "action_url": "https://example.com/accept",
    "new_email_address": "jane@example.com",
    "email_address": "jane@example.com",
    "org": {"name": "Acme Inc."},
    "user": {"first_name": "Jane", "last_name": "Doe", "username": "jane"},
}


def every(world: World, template_type: str) -> list[MessageTemplate]:
    """The templates of a type, in their order."""
    return [_current(world, template_type, it) for it in wordings.of_type(_supported(template_type))]


def of(world: World, template_type: str, slug: str) -> MessageTemplate:
    """The template as it is now, changed or not."""
    return _current(world, template_type, wording(template_type, slug))


def worded(world: World, template_type: str, slug: str) -> MessageTemplate:
    """The template of a message that this instance sends."""
    kind = wordings.find(template_type, slug)
    assert kind is not None, f"nothing is said of {template_type} {slug}"
    return _current(world, template_type, kind)


def wording(template_type: str, slug: str) -> Wording:
    """The kind of message that a template is for."""
    found = wordings.find(_supported(template_type), slug)
    if found is None:
        raise errors.resource_not_found(kind="template", id=slug)
    return found


def position(it: MessageTemplate) -> int:
    """Its place in the list of its type."""
    return [each.slug for each in wordings.of_type(it.template_type)].index(it.slug)


def can_revert(world: World, it: MessageTemplate) -> bool:
    """Whether its words are not those that it had at first."""
    first = _first(world, it.template_type, wording(it.template_type, it.slug))
    return any(getattr(it, name) != getattr(first, name) for name in TEXTS)


def update(world: World, it: MessageTemplate, changes: Mapping[str, Any]) -> MessageTemplate:
    """The template with other words; null leaves a field as it is."""
    given = {name: value for name, value in changes.items() if value is not None}
    if faults := list(_faults(it, given)):
        raise errors.several(faults)
    return world.message_templates.save(replace(it, **given, updated_at=world.clock.now))


def revert(world: World, it: MessageTemplate) -> MessageTemplate:
    """The template with its first words again."""
    if not can_revert(world, it):
        raise errors.template_revert_error(slug=it.slug)
    first = _first(world, it.template_type, wording(it.template_type, it.slug))
    kept = replace(first, delivered_by_clerk=it.delivered_by_clerk, updated_at=world.clock.now)
    return world.message_templates.save(kept)


def toggle_delivery(world: World, it: MessageTemplate, delivered_by_clerk: bool | None) -> MessageTemplate:
    """Lets the instance send these messages, or leaves it to the app; turned round when nobody says."""
    wanted = not it.delivered_by_clerk if delivered_by_clerk is None else delivered_by_clerk
    return world.message_templates.save(replace(it, delivered_by_clerk=wanted, updated_at=world.clock.now))


def preview(world: World, it: MessageTemplate, changes: Mapping[str, Any]) -> MessagePreview:
    """A message as these changes would make it, with made-up values."""
    given = {name: value for name, value in changes.items() if value is not None}
    if faults := list(_faults(it, given)):
        raise errors.several(faults)
    it = replace(it, **given)
    data = SAMPLES | {"app": app(world)}
    text, html = composed(it, data)
    return MessagePreview(
        text if html is None else html,
        None if it.subject is None else rendered(it.subject, data),
        it.from_email_name,
        it.reply_to_email_name,
    )


def rendered(text: str, data: Mapping[str, Any]) -> str:
    """The text with its values; one that was accepted can be read."""
    return placeholders.filled(placeholders.parsed(text), data)


def composed(it: MessageTemplate, data: Mapping[str, Any]) -> tuple[str, str | None]:
    """The body as plain text, and as HTML where the template of an e-mail is written in it.

    What stands in HTML is escaped, so that nobody's name is markup.
    """
    if it.template_type != EMAIL or "<" not in it.body:
        return rendered(it.body, data), None
    # A parser of HTML is for the few who write some.
    from mockfapi.rules import plain_texts

    if not plain_texts.is_html(it.body):
        return rendered(it.body, data), None
    html = placeholders.filled(placeholders.parsed(it.body), data, escape)
    return plain_texts.of(html), html


def app(world: World) -> dict[str, Any]:
    """What every message may say of the app."""
    it = world.instance
    return {"name": it.settings.display_config.application_name, "url": it.home_origin or ""}


def _supported(template_type: str) -> str:
    if template_type not in wordings.TYPES:
        raise errors.template_type_unsupported()
    return template_type


def _current(world: World, template_type: str, it: Wording) -> MessageTemplate:
    return world.message_templates.find(_id(world, template_type, it)) or _first(world, template_type, it)


def _id(world: World, template_type: str, it: Wording) -> str:
    return world.chance.id_of("tmpl", f"{template_type} {it.slug}")


def _first(world: World, template_type: str, it: Wording) -> MessageTemplate:
    """The template before anybody changed it."""
    by_mail, made = template_type == EMAIL, world.instance.created_at
    return MessageTemplate(
        id=_id(world, template_type, it),
        template_type=template_type,
        slug=it.slug,
        name=it.name,
        body=it.body,
        created_at=made,
        updated_at=made,
        subject=it.subject if by_mail else None,
        from_email_name=world.instance.settings.behaviour.from_email_address if by_mail else "",
    )


def _faults(it: MessageTemplate, given: Mapping[str, Any]) -> Iterator[Refusal]:
    if given.get("name") == "":
        yield errors.form_param_nil.entry("name")
    yield from _mail_faults(it, given)
    for name in ("subject", "body"):
        if name in given:
            yield from _text_faults(it, name, given[name])


def _mail_faults(it: MessageTemplate, given: Mapping[str, Any]) -> Iterator[Refusal]:
    for name in OF_EMAILS:
        if given.get(name) and it.template_type != EMAIL:
            yield errors.form_param_value_invalid.entry(name, reason="belongs to e-mails only")
    for name in ("from_email_name", "reply_to_email_name"):
        if given.get(name) and not LOCAL_PART.fullmatch(given[name]):
            reason = "is what stands before the @ of an address"
            yield errors.form_param_format_invalid.entry(name, reason=reason)


def _text_faults(it: MessageTemplate, name: str, text: str) -> Iterator[Refusal]:
    try:
        shown = placeholders.names(placeholders.parsed(text))
    except ValueError as broken:
        yield errors.invalid_template_body.entry(name, reason=str(broken))
        return
    required = wording(it.template_type, it.slug).required
    missing = [f"{{{{{each}}}}}" for each in required if each not in shown]
    if name == "body" and missing:
        yield errors.required_variable_missing.entry(name, variables=", ".join(missing))
