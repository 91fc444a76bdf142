"""Users that servers create: vouched for, with imported digests and factors. Sign-ups: `rules.sign_ups`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, user_changes, users
from mockfapi.rules.users import UserFields
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, User
from mockfapi.world.records.settings import Settings

COPIED = (
    "username",
    "first_name",
    "last_name",
    "password",
    "external_id",
    "created_at",
    "legal_accepted_at",
    *user_changes.METADATA,
)
STANDING = (
    "banned",
    "bypass_client_trust",
    "create_organization_enabled",
    "create_organizations_limit",
    "delete_self_enabled",
    "locale",
)
LISTS = {
    "email_address": "email_addresses",
    "phone_number": "phone_numbers",
    "web3_wallet": "web3_wallets",
}


def create(world: World, given: Mapping[str, Any]) -> User:
    """A user whose addresses and numbers count as verified; the first of each kind is primary.

    What the instance requires must be there; `skip_password_requirement` lets the password be missing,
    `skip_password_checks` lets a weak one in, `skip_legal_checks` lets the consent be missing.
    """
    _require_complete(world.instance.settings, given)
    if faults := list(user_changes.factor_faults(given)):
        raise errors.several(faults)
    _require_past(world, given)
    digest = user_changes.imported_digest(world, given)
    values = {name: given[name] for name in COPIED if given.get(name) is not None}
    values |= {plural: tuple(given[name]) for name, plural in LISTS.items() if given.get(name)}
    fields = UserFields(
        password_digest=digest, skip_password_checks=bool(given.get("skip_password_checks")), **values
    )
    statuses = _statuses(given)
    user = user_changes.import_factors(world, users.create(world, fields), given)
    for kind, reserved in statuses.items():
        _reserve(world, users.identifications(world, user.id, kind), reserved)
    return _standing(world, user, given)


def _statuses(given: Mapping[str, Any]) -> dict[str, list[bool]]:
    """By kind which of the addresses and numbers are reserved: kept for the user, but not verified."""
    found: dict[str, list[bool]] = {}
    for kind in ("email_address", "phone_number"):
        param = f"{kind}_identification_status"
        statuses = given.get(param)
        if statuses is None:
            continue
        if len(statuses) != len(given.get(kind) or ()):
            raise errors.form_param_value_invalid(param, reason=f"must have a status for each {kind}")
        found[kind] = [it == "reserved" for it in statuses]
    return found


def _reserve(world: World, owned: list[Any], reserved: list[bool]) -> None:
    for it, is_reserved in zip(owned, reserved, strict=True):
        if is_reserved:
            table: Any = world.email_addresses if isinstance(it, EmailAddress) else world.phone_numbers
            table.save(replace(it, reserved=True, verification=None))


def _standing(world: World, user: User, given: Mapping[str, Any]) -> User:
    """The user as the server lets it begin: what it may do, whether it is barred."""
    values = {name: given[name] for name in STANDING if given.get(name) is not None}
    if given.get("locked"):
        values["locked_at"] = world.clock.now
    return world.users.save(replace(user, **values)) if values else user


def _require_complete(settings: Settings, given: Mapping[str, Any]) -> None:
    wanted = [name for name, it in attributes.enabled(settings) if it.required]
    missing = [name for name in wanted if name in attributes.SIGN_UP_FIELDS and not given.get(name)]
    if given.get("skip_password_requirement") or given.get("password_digest"):
        missing = [name for name in missing if name != "password"]
    consent = settings.user_settings.sign_up.legal_consent_enabled and not given.get("skip_legal_checks")
    if consent and not given.get("legal_accepted_at"):
        missing.append("legal_accepted_at")
    if missing:
        raise errors.form_data_missing(names=", ".join(missing), param_names=missing)


def _require_past(world: World, given: Mapping[str, Any]) -> None:
    for name in ("created_at", "legal_accepted_at"):
        if (given.get(name) or 0) > world.clock.now:
            raise errors.form_disallow_future_date(name)
