"""Identifiers: their one written form, their faults, and who owns them. Looks up through indexes only."""

import re
from collections.abc import Iterator

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import attributes
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, Passkey, PhoneNumber, User, Web3Wallet
from mockfapi.world.records.user_settings import UsernameSettings

Identification = EmailAddress | PhoneNumber | Web3Wallet | Passkey
NOUNS = {
    "email_address": "email address",
    "phone_number": "phone number",
    "username": "username",
    "web3_wallet": "web3 wallet",
}
E164 = re.compile(r"\+[1-9]\d{6,14}")
PHONE_ORNAMENTS = re.compile(r"[\s().\-]")
# Addresses that are beyond doubt: most are, and the library that judges the others takes long to import.
WORDS = r"[a-z0-9]+(?:[._+-][a-z0-9]+)*"
LABEL = r"[a-z0-9]+(?:-[a-z0-9]+)*"
PLAIN_ADDRESS = re.compile(rf"{WORDS}@(?:{LABEL}\.)+(?:app|com|dev|io|net|org|test)", re.ASCII)
SHORT = 64
TEST_PHONE = re.compile(r"\+1\d{3}55501\d{2}")
TEST_TAG = "+clerk_test"
ETHEREUM = re.compile(r"0x[0-9a-f]{40}")
# 32 bytes in base 58.
SOLANA = re.compile(r"[1-9A-HJ-NP-Za-km-z]{32,44}")
SOLANA_BYTES = 32
PLAIN = re.compile(r"[a-z0-9_-]*")
EXTENDED = re.compile(r"[a-z0-9_\-.!#$%&'*+/=?^`{|}~]*")


def email_address(value: str, param: str = "email_address") -> str:
    """An address trimmed and in lower case; what is none is refused. Nobody is asked whether it exists."""
    trimmed = value.strip()
    if len(trimmed) <= SHORT and PLAIN_ADDRESS.fullmatch(trimmed.lower()):
        return trimmed.lower()
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(trimmed, check_deliverability=False, test_environment=True)
    except (EmailNotValidError, UnicodeError):
        raise errors.form_param_format_invalid(param, reason="must be a valid email address") from None
    return trimmed.lower()


def phone_number(value: str, param: str = "phone_number") -> str:
    """A number as E.164; national forms and impossible numbers are refused."""
    bare = PHONE_ORNAMENTS.sub("", value)
    if not E164.fullmatch(bare) or not bare.isascii() or not _is_possible(bare):
        reason = "must be a valid phone number in international form, such as +12015550123"
        raise errors.form_param_format_invalid(param, reason=reason)
    return bare


def _is_possible(number: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


def username(world: World, value: str, param: str = "username") -> str:
    """A username in lower case; all that is wrong with it is refused together."""
    it = value.strip().lower()
    faults = list(_username_faults(it, world.instance.settings.user_settings.username_settings, param))
    if faults:
        raise errors.several(faults)
    return it


def _username_faults(it: str, settings: UsernameSettings, param: str) -> Iterator[Refusal]:
    limits = {"minimum": settings.min_length, "maximum": settings.max_length}
    if not settings.min_length <= len(it) <= settings.max_length:
        yield errors.form_username_invalid_length.entry(param, **limits)
    if E164.fullmatch(it):
        yield errors.form_username_cannot_be_phone_number.entry(param)
        return
    allowed = EXTENDED if settings.allow_extended_special_characters else PLAIN
    if not allowed.fullmatch(it):
        yield errors.form_username_invalid_character.entry(param)
    if it.isdigit() and not settings.allow_numeric_usernames:
        yield errors.form_username_needs_non_number_char.entry(param)


def web3_wallet(value: str, param: str = "web3_wallet") -> str:
    """An Ethereum address in lower case, or a Solana address as it is; anything else is refused."""
    trimmed = value.strip()
    if is_ethereum(trimmed.lower()):
        return trimmed.lower()
    if is_solana(trimmed):
        return trimmed
    raise errors.form_param_format_invalid(param, reason="must be the address of a wallet (Ethereum, Solana)")


def is_ethereum(address: str) -> bool:
    """Whether this is an Ethereum address in its written form."""
    return ETHEREUM.fullmatch(address) is not None


def is_solana(address: str) -> bool:
    """Whether this is a Solana address."""
    if SOLANA.fullmatch(address) is None:
        return False
    from base58 import b58decode

    return len(b58decode(address)) == SOLANA_BYTES


def normalised(world: World, kind: str, value: str) -> str:
    """The written form of an identifier of this kind; the refusal names the kind as its parameter."""
    if kind == "email_address":
        return email_address(value)
    if kind == "web3_wallet":
        return web3_wallet(value)
    return phone_number(value) if kind == "phone_number" else username(world, value)


def guess(world: World, value: str) -> tuple[str, str]:
    """Kind and written form of what somebody typed to sign in; what can be no identifier here is refused."""
    settings, typed = world.instance.settings, value.strip()
    accepted = attributes.first_factor_identifiers(settings)
    if "email_address" in accepted and "@" in typed:
        return "email_address", email_address(typed, "identifier")
    if "phone_number" in accepted and _looks_like_a_number(typed, settings.user_settings.username_settings):
        return "phone_number", phone_number(f"+{typed.lstrip('+')}", "identifier")
    if "web3_wallet" in accepted and (is_ethereum(typed.lower()) or is_solana(typed)):
        return "web3_wallet", web3_wallet(typed, "identifier")
    if "username" in accepted and typed and "@" not in typed:
        return "username", typed.lower()
    raise errors.form_param_format_invalid("identifier", reason="is no identifier of this instance")


def _looks_like_a_number(typed: str, settings: UsernameSettings) -> bool:
    """With numeric usernames a number must begin with +."""
    if typed.startswith("+"):
        return True
    return not settings.allow_numeric_usernames and PHONE_ORNAMENTS.sub("", typed).isdigit()


def find_identification(world: World, kind: str, value: str) -> Identification | None:
    """The identification with this written form that names its user, a verified one before others."""
    found = [it for it in known(world, kind, value) if names_its_user(world, it)]
    return next((it for it in found if is_verified(it)), found[0] if found else None)


def known(world: World, kind: str, value: str) -> list[Identification]:
    """Every identification with this written form; of several that nobody has verified all may be there."""
    found: list[Identification] = []
    if kind == "email_address":
        found = [*world.email_addresses.where(email_address=value)]
    elif kind == "phone_number":
        found = [*world.phone_numbers.where(phone_number=value)]
    elif kind == "web3_wallet":
        found = [*world.web3_wallets.where(web3_wallet=value)]
    return found


def find_user(world: World, kind: str, value: str) -> User | None:
    """The user who owns an identifier, given in its written form."""
    if kind == "username":
        return world.users.first(username=value)
    found = find_identification(world, kind, value)
    return None if found is None else world.users.find(found.user_id)


def require_free(world: World, kind: str, value: str, param: str | None = None) -> None:
    """Refuses an identifier that somebody has."""
    if find_user(world, kind, value) is not None:
        raise errors.form_identifier_exists(param or kind, kind=NOUNS[kind])


def require_unclaimed(world: World, it: Identification) -> None:
    """Refuses to verify what names somebody else by now."""
    if not (is_verified(it) or may_be_verified(world, it)):
        raise errors.identification_claimed()


def may_be_verified(world: World, it: Identification) -> bool:
    """Whether it is not verified, and names nobody else."""
    if is_verified(it):
        return False
    owner = find_identification(world, kind_of(it), address_of(it))
    return owner is None or owner.user_id == it.user_id


def kind_of(it: Identification) -> str:
    """The kind of an identification, as it is called in JSON."""
    if isinstance(it, EmailAddress):
        return "email_address"
    if isinstance(it, PhoneNumber):
        return "phone_number"
    return "web3_wallet" if isinstance(it, Web3Wallet) else "passkey"


def names_its_user(world: World, it: Identification) -> bool:
    """Whether nobody else may have it: once it is verified, or where that is not asked for.

    One that was made primary unverified, by a server or a scenario, names its user as well.
    """
    if is_verified(it):
        return True
    kind, user = kind_of(it), world.users.find(it.user_id)
    if kind == "passkey" or user is None:
        return False
    if getattr(user, f"primary_{kind}_id") == it.id:
        return True
    return kind != "web3_wallet" and not attributes.attribute(world.instance.settings, kind).verify_at_sign_up


def is_verified(it: Identification) -> bool:
    return it.verification is not None and it.verification.verified_at is not None


def is_for_tests(world: World, address: str) -> bool:
    """Whether the documented test code is for this address; only while the instance is in test mode."""
    if not world.instance.settings.auth_config.test_mode:
        return False
    local, at, _ = address.rpartition("@")
    return TEST_TAG in local if at else TEST_PHONE.fullmatch(address) is not None


def address_of(it: Identification) -> str:
    """The address, number or wallet itself; of a passkey its name."""
    if isinstance(it, EmailAddress):
        return it.email_address
    if isinstance(it, PhoneNumber):
        return it.phone_number
    return it.web3_wallet if isinstance(it, Web3Wallet) else it.name
