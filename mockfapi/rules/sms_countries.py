"""Where the instance sends messages: the countries that its settings allow. Sending itself: `rules.codes`."""

from mockfapi import errors
from mockfapi.rules import identifiers
from mockfapi.rules.strategy import Target
from mockfapi.world import World


def require(world: World, target: Target) -> None:
    """Refuses an SMS to a country that is off; numbers for tests never get one, and WhatsApp is no SMS."""
    behaviour = world.instance.settings.behaviour
    allowed, blocked = behaviour.sms_countries, behaviour.blocked_country_codes
    spared = target.channel == "whatsapp" or identifiers.is_for_tests(world, target.address)
    if spared or not (allowed or blocked):
        return
    alpha2, country_code = country(target.address)
    if alpha2 in blocked or (allowed and alpha2 not in allowed):
        raise errors.unsupported_country_code(alpha2=alpha2, country_code=country_code)


def country(number: str) -> tuple[str, str]:
    """The country of a number in two letters, and its calling code; made-up ones count to the largest."""
    import phonenumbers

    parsed = phonenumbers.parse(number)
    code = parsed.country_code or 0
    found = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(code)
    return str(found), str(code)
