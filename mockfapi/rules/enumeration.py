"""Strict enumeration protection: no answer tells who has an account. Unknown people: `rules.strangers`."""

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import attributes, identifiers, messages
from mockfapi.rules.messages import Letter
from mockfapi.rules.strategy import Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import User, Verification

CONTACTS = ("email_address", "phone_number")
OWNER, STRANGER = "sign_up_notice", "sign_in_notice"


def is_strict(world: World) -> bool:
    """Whether unknown and known identifiers must look alike. In bulk, only the rate is limited."""
    settings = world.instance.settings
    on = settings.user_settings.attack_protection.enumeration_protection.enabled
    return on and settings.behaviour.enumeration_protection == "strict"


def is_hidden(world: World, kind: str, value: str) -> bool:
    """Whether a sign-up must not learn that somebody has this identifier. It would have to verify it."""
    if kind not in CONTACTS or not is_strict(world):
        return False
    checked = attributes.attribute(world.instance.settings, kind).verify_at_sign_up
    return checked and identifiers.find_user(world, kind, value) is not None


def hides_password(world: World, user: User, strategy: Strategy) -> bool:
    """Whether it stays secret that a user has no password."""
    return strategy.name == "password" and user.password_digest is None and offers_passwords(world)


def offers_passwords(world: World) -> bool:
    """Whether everybody seems to have a password."""
    return is_strict(world) and world.instance.settings.user_settings.attributes.password.enabled


def masked(world: World, strategy: Strategy, refusals: list[Refusal]) -> list[Refusal]:
    """The refusals of an attempt as strangers would get them too: no warnings, one word for all passwords."""
    if not refusals or not is_strict(world):
        return refusals
    if strategy.name == "password":
        return [errors.form_password_or_identifier_incorrect.entry()]
    return refusals[:1]


def pretended(world: World, strategy: Strategy, target: Target) -> Verification:
    """A verification that looks sent and that nothing can prove."""
    now, by_mail = world.clock.now, "@" in target.address
    return Verification(
        strategy.name,
        attempts=None if strategy.name == "email_link" else 0,
        expire_at=now + world.instance.settings.behaviour.code_lifetime,
        sent_at=now,
        subject_id=target.id,
        channel=None if by_mail else target.channel or "sms",
        client_id=target.client_id,
        redirect_url=target.redirect_url,
    )


def notify(world: World, address: str, notice: str) -> None:
    """Tells who has an address or number that somebody used it. Addresses for tests receive nothing."""
    if not identifiers.is_for_tests(world, address):
        messages.send(world, Letter("email" if "@" in address else "sms", address, notice))
