"""Passwords: rules for new ones, digests, comparison. How often one may try: `rules.lockout`."""

from collections.abc import Iterable, Iterator

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import password_strength
from mockfapi.world import World
from mockfapi.world.records import User
from mockfapi.world.records.user_settings import PasswordSettings

SHORTEST, LONGEST, BYTES = 8, 72, 72


def check(world: World, password: str, *, identifiers: Iterable[str] = (), param: str = "password") -> None:
    """Refuses a new password; all that is wrong with it comes together."""
    if faults := list(faults_of(world, password, identifiers=identifiers, param=param)):
        raise errors.several(faults)


def faults_of(
    world: World, password: str, *, identifiers: Iterable[str] = (), param: str = "password"
) -> Iterator[Refusal]:
    """All that is wrong with a new password. Lengths are code points; identifiers are its owner's."""
    settings = world.instance.settings.user_settings.password_settings
    owned = [it.lower() for it in identifiers]
    if password == "":
        yield errors.form_param_nil.entry(param)
        return
    shape = [*_length_faults(password, settings, param), *_character_faults(password, settings, param)]
    yield from shape
    if password.lower() in owned:
        yield errors.form_password_matches_identifier.entry(param)
    elif is_pwned(world, password):
        yield errors.form_password_pwned.entry(param)
    elif not shape and settings.show_zxcvbn:
        yield from password_strength.faults(password, settings.min_zxcvbn_strength, owned, param)


def is_pwned(world: World, password: str) -> bool:
    """Whether a breach has shown this password, as far as the instance looks and knows."""
    settings = world.instance.settings
    known = settings.behaviour.pwned_passwords
    return not settings.user_settings.password_settings.disable_hibp and password in known


def digest(world: World, password: str) -> str:
    """What is stored of a password."""
    return world.hasher.digest(password, world.chance.token("salt", 16))


def matches(world: World, user: User, password: str) -> bool:
    """Whether this is the user's password; nobody's who has none."""
    return user.password_digest is not None and world.hasher.matches(password, user.password_digest)


def _length_faults(password: str, settings: PasswordSettings, param: str) -> Iterator[Refusal]:
    shortest, longest = settings.min_length or SHORTEST, settings.max_length or LONGEST
    if len(password) < shortest:
        yield errors.form_password_length_too_short.entry(param, limit=shortest)
    if len(password) > longest:
        yield errors.form_password_length_too_long.entry(param, limit=longest)
    elif len(password.encode("utf-8", "surrogatepass")) > BYTES:
        yield errors.form_password_size_in_bytes_exceeded.entry(param)


def _character_faults(password: str, settings: PasswordSettings, param: str) -> Iterator[Refusal]:
    if settings.require_uppercase and not any(it.isupper() for it in password):
        yield errors.form_password_no_uppercase.entry(param)
    if settings.require_lowercase and not any(it.islower() for it in password):
        yield errors.form_password_no_lowercase.entry(param)
    if settings.require_numbers and not any(it.isdigit() for it in password):
        yield errors.form_password_no_number.entry(param)
    if settings.require_special_char and not set(password) & set(settings.allowed_special_characters):
        yield errors.form_password_no_special_char.entry(param)
