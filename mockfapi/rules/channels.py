"""Over which channel a code goes to a phone: SMS, or WhatsApp where the instance has it."""

from mockfapi import errors
from mockfapi.rules import attributes
from mockfapi.world import World

SMS, WHATSAPP = "sms", "whatsapp"


def available(world: World) -> tuple[str, ...]:
    """The channels of the instance; SMS where it names none."""
    return attributes.attribute(world.instance.settings, "phone_number").channels or (SMS,)


def require(world: World, asked: str | None) -> None:
    """Refuses a channel that is none, or that the instance does not use."""
    if asked is None or asked in available(world):
        return
    if asked not in (SMS, WHATSAPP):
        raise errors.form_param_value_invalid("channel", reason="is sms or whatsapp")
    raise errors.form_param_value_disabled("channel", value=asked)


def chosen(world: World, asked: str | None) -> str:
    """The channel that was asked for, else SMS, else the only one there is."""
    known = available(world)
    return asked or (SMS if SMS in known else known[0])
