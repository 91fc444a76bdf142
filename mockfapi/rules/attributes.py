"""What the instance does with its users' attributes; checks of names and metadata. No identifiers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.world.records.settings import Attribute, Attributes, Settings

NAME_LIMIT = 256
METADATA_LIMIT = 8 * 1024
METADATA_DEPTH = 100
IDENTIFIERS = ("email_address", "phone_number", "username", "web3_wallet")
SIGN_UP_FIELDS = (*IDENTIFIERS, "first_name", "last_name", "password")


def attribute(settings: Settings, name: str) -> Attribute:
    """The settings of one attribute."""
    found: Attribute = getattr(settings.user_settings.attributes, name)
    return found


def enabled(settings: Settings) -> Iterator[tuple[str, Attribute]]:
    """The attributes that are switched on, with their names."""
    for field in fields(Attributes):
        it = attribute(settings, field.name)
        if it.enabled:
            yield field.name, it


def first_factor_identifiers(settings: Settings) -> list[str]:
    """The identifiers that a sign-in accepts, sorted."""
    return sorted(name for name, it in enabled(settings) if name in IDENTIFIERS and it.used_for_first_factor)


def social(settings: Settings) -> list[str]:
    """The social providers that people sign in and up with, by strategy; some only connect accounts."""
    found = settings.user_settings.social.items()
    return [name for name, each in found if each.get("enabled") and each.get("authenticatable", True)]


def require_consistent(settings: Settings) -> None:
    """Refuses sign-ins and sign-ups where the settings leave no way to begin or to finish one."""
    enterprise = settings.user_settings.enterprise_sso.enabled or settings.user_settings.saml.enabled
    if not (first_factor_identifiers(settings) or social(settings) or enterprise):
        raise errors.user_settings_invalid(reason="no attribute is an identifier (used_for_first_factor)")
    for name in ("email_address", "phone_number"):
        it = attribute(settings, name)
        if it.enabled and it.verify_at_sign_up and not it.verifications:
            reason = f"{name} is verified at sign-up, but its verifications are empty"
            raise errors.user_settings_invalid(reason=reason)
    own = settings.user_settings
    if (own.sign_in.second_factor.required or own.sign_up.mfa.required) and not _has_second_factors(settings):
        raise errors.user_settings_invalid(reason="a second factor is required, but none is switched on")


def signs_in_by(settings: Settings, name: str, strategy: str) -> bool:
    """Whether an identifier may sign in by this strategy."""
    it = attribute(settings, name)
    return it.enabled and it.used_for_first_factor and strategy in it.first_factors


def is_verified_by(settings: Settings, name: str, strategy: str) -> bool:
    """Whether a sign-up may prove an identifier by this strategy."""
    it = attribute(settings, name)
    return it.enabled and strategy in it.verifications


def phones_are_second_factors(settings: Settings) -> bool:
    """Whether numbers may be second factors."""
    it = attribute(settings, "phone_number")
    return it.enabled and it.used_for_second_factor and "phone_code" in it.second_factors


def _has_second_factors(settings: Settings) -> bool:
    return phones_are_second_factors(settings) or attribute(settings, "authenticator_app").enabled


def name_faults(values: Mapping[str, Any]) -> Iterator[Refusal]:
    """Names that are too long."""
    for name in ("first_name", "last_name"):
        value = values.get(name)
        if value is not None and len(value) > NAME_LIMIT:
            yield errors.form_param_max_length_exceeded.entry(name, limit=NAME_LIMIT)


def metadata(value: Any, param: str) -> Mapping[str, Any]:
    """Metadata as an object, given as one or as its JSON text; anything else is refused."""
    if isinstance(value, str):
        value = _parsed(value)
    if not isinstance(value, Mapping):
        raise errors.form_param_value_invalid(param, reason="must be a JSON object")
    if len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")) > METADATA_LIMIT:
        raise errors.form_param_exceeds_allowed_size(param, limit=METADATA_LIMIT)
    return dict(value)


def _parsed(text: str) -> Any:
    """The value of a JSON text, or None when it is none that every JSON reader can read."""
    try:
        value = json.loads(text)
        json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return value if _depth(value) <= METADATA_DEPTH else None


def _depth(value: Any) -> int:
    """How many levels are nested; counted level by level, so that depth costs no stack."""
    level, depth = [value], 0
    while level := [
        inner
        for outer in level
        if isinstance(outer, list | dict)
        for inner in (outer.values() if isinstance(outer, dict) else outer)
    ]:
        depth += 1
    return depth
