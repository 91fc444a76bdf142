"""The form of a sign-up: what the instance takes, wants and misses, and the checks. Changes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError, Refusal
from mockfapi.rules import attributes, enumeration, identifiers, passwords, restrictions, verifications
from mockfapi.world import World
from mockfapi.world.records import SignUp
from mockfapi.world.records.settings import Settings

NAMES = ("first_name", "last_name")
FIELDS = attributes.SIGN_UP_FIELDS
EITHER = "email_address_or_phone_number"


def required_fields(world: World, it: SignUp) -> list[str]:
    """What the instance demands of this sign-up, sorted."""
    del it
    settings = world.instance.settings
    wanted = [name for name, each in attributes.enabled(settings) if each.required and name in FIELDS]
    if settings.user_settings.sign_up.legal_consent_enabled:
        wanted.append("legal_accepted")
    return sorted(wanted)


def optional_fields(world: World, it: SignUp) -> list[str]:
    """What a sign-up may bring but need not, sorted; social providers among it."""
    del it
    settings = world.instance.settings
    names = [name for name, each in attributes.enabled(settings) if not each.required and name in FIELDS]
    return sorted([*names, *attributes.social(settings)])


def missing_fields(world: World, it: SignUp) -> list[str]:
    """What is required and not there, sorted. Where any identifier will do: all, until one is there.

    Who comes by way of a provider needs no password.
    """
    missing = [name for name in required_fields(world, it) if not _has(it, name)]
    if verifications.is_verified(it.external_verification) and "password" in missing:
        missing.remove("password")
    return sorted([*missing, *_missing_alternatives(world.instance.settings, it)])


def unverified_fields(world: World, it: SignUp) -> list[str]:
    """What is there and must be verified still, sorted; whatever else may be missing."""
    settings = world.instance.settings.user_settings.attributes
    pending = []
    if it.email_address is not None and settings.email_address.verify_at_sign_up:
        pending += [] if verifications.is_verified(it.email_verification) else ["email_address"]
    if it.phone_number is not None and settings.phone_number.verify_at_sign_up:
        pending += [] if verifications.is_verified(it.phone_verification) else ["phone_number"]
    # Everybody knows the address of a wallet: only a signature makes it somebody's.
    if it.web3_wallet is not None and not verifications.is_verified(it.web3_verification):
        pending.append("web3_wallet")
    return pending


def read(world: World, before: SignUp, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A form as values of the record (and `password` as given); all faults are refused together."""
    given = _resolved(fields)
    settings = world.instance.settings
    on = {name for name, _ in attributes.enabled(settings)}
    unknown = [name for name in FIELDS if name in given and name not in on]
    if unknown:
        raise errors.several(errors.form_param_unknown.entry(name) for name in unknown)
    faults: list[Refusal] = [*attributes.name_faults(given)]
    values: dict[str, Any] = {name: given[name] for name in NAMES if name in given}
    values |= _identifiers(world, given, faults)
    faults += _password_faults(world, before, given, values)
    if "unsafe_metadata" in given:
        values["unsafe_metadata"] = _collected(given["unsafe_metadata"], faults)
    values |= _consent(world, given, faults)
    if faults or (faults := _kept_out(world, before, values)):
        raise errors.several(faults)
    return values | ({"password": given["password"]} if "password" in given else {})


def _kept_out(world: World, before: SignUp, values: Mapping[str, Any]) -> list[Refusal]:
    """Why the lists of the instance keep an identifier out that a form brings. Who was invited may come."""
    if before.ticket_id is not None:
        return []
    now = {kind: values.get(kind, getattr(before, kind)) for kind in identifiers.NOUNS}
    known = {kind: value for kind, value in now.items() if value is not None}
    given = {kind: value for kind, value in known.items() if kind in values or not before.id}
    return list(restrictions.faults(world, given, [it for kind, it in known.items() if kind not in given]))


def _has(it: SignUp, name: str) -> bool:
    renamed = {"password": "password_digest", "legal_accepted": "legal_accepted_at"}
    return getattr(it, renamed.get(name, name), None) is not None


def _missing_alternatives(settings: Settings, it: SignUp) -> list[str]:
    names = attributes.first_factor_identifiers(settings)
    if verifications.is_verified(it.external_verification):
        return []
    if any(attributes.attribute(settings, name).required or _has(it, name) for name in names):
        return []
    return [*names, *attributes.social(settings)]


def _resolved(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were given, with the one that may be either of two in its place."""
    given = {name: value for name, value in fields.items() if value is not None}
    either = given.pop(EITHER, None)
    if either is not None:
        kind = "email_address" if "@" in either else "phone_number"
        if given.setdefault(kind, either) != either:
            raise errors.form_param_value_conflict(EITHER, other=kind)
    return given


def _identifiers(world: World, given: Mapping[str, Any], faults: list[Refusal]) -> dict[str, Any]:
    values = {}
    for kind in identifiers.NOUNS:
        if kind in given:
            try:
                values[kind] = identifiers.normalised(world, kind, given[kind])
                if not enumeration.is_hidden(world, kind, values[kind]):
                    identifiers.require_free(world, kind, values[kind])
            except ClerkError as error:
                faults += error.entries
    return values


def _password_faults(
    world: World, before: SignUp, given: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[Refusal]:
    if "password" in given:
        owned = [values.get(kind) or getattr(before, kind) for kind in identifiers.NOUNS]
        yield from passwords.faults_of(world, given["password"], identifiers=[it for it in owned if it])


def _collected(value: Any, faults: list[Refusal]) -> Any:
    try:
        return attributes.metadata(value, "unsafe_metadata")
    except ClerkError as error:
        faults += error.entries
        return None


def _consent(world: World, given: Mapping[str, Any], faults: list[Refusal]) -> dict[str, Any]:
    """When the terms were accepted, where the instance asks for it; refusing them is refused."""
    accepted = given.get("legal_accepted")
    if accepted is None or not world.instance.settings.user_settings.sign_up.legal_consent_enabled:
        return {}
    if not accepted:
        faults.append(errors.legal_not_accepted.entry("legal_accepted"))
    return {"legal_accepted_at": world.clock.now}
