"""What may be changed of a user: profile, primaries, metadata, standing, factors; and its end."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError, Refusal
from mockfapi.rules import (
    api_keys,
    attributes,
    identifications,
    identifiers,
    metadata,
    notices,
    passwords,
    sessions,
    uploads,
    users,
    ways_in,
)
from mockfapi.world import World
from mockfapi.world.records import Totp, User

PRIMARIES = {
    "primary_email_address_id": "email_address",
    "primary_phone_number_id": "phone_number",
    "primary_web3_wallet_id": "web3_wallet",
}
PLAIN = (
    "first_name",
    "last_name",
    "external_id",
    "delete_self_enabled",
    "create_organization_enabled",
    "create_organizations_limit",
    "created_at",
    "legal_accepted_at",
    "bypass_client_trust",
    "locale",
)
# Those of them that null takes away; null leaves the others as they are.
NULLABLE = (
    "first_name",
    "last_name",
    "external_id",
    "create_organizations_limit",
    "legal_accepted_at",
    "locale",
)
METADATA = ("public_metadata", "private_metadata", "unsafe_metadata")
OWNED = (
    "email_addresses",
    "phone_numbers",
    "web3_wallets",
    "passkeys",
    "totps",
    "memberships",
    "membership_requests",
    "organization_suggestions",
    "external_accounts",
    "oauth_access_tokens",
    "server_verifications",
)
BASE32 = re.compile(r"[A-Z2-7]{16,128}=*")


def update(world: World, user: User, changes: Mapping[str, Any]) -> User:
    """The user with these fields changed; null takes a value away. All faults are refused together.

    Knows the names of PLAIN, METADATA (whole replacement) and PRIMARIES, `username`, `password` with
    `skip_password_checks`, `password_digest` with `password_hasher`, `totp_secret`, `backup_codes` and
    `sign_out_of_other_sessions`.
    """
    faults: list[Refusal] = [*attributes.name_faults(changes)]
    values = _plain(changes)
    values |= _username(world, user, changes, faults)
    values |= _primaries(world, user, changes, faults)
    values |= _metadata(changes, faults)
    faults += _external_id_faults(world, user, changes)
    faults += _image_faults(world, user, changes)
    faults += _password_faults(world, user, changes)
    faults += factor_faults(changes)
    if faults:
        raise errors.several(faults)
    now = world.clock.now
    values |= _password(world, changes)
    changed = world.users.save(replace(user, **values, updated_at=now))
    if "password_digest" in values:
        notices.send(world, user, notices.PASSWORD_CHANGED)
    if changes.get("notify_primary_email_address_changed"):
        identifications.tell(world, user.primary_email_address_id, changed.primary_email_address_id)
    if changes.get("sign_out_of_other_sessions"):
        sessions.close_all_of(world, changed)
    return import_factors(world, changed, changes)


def merge_metadata(world: World, user: User, changes: Mapping[str, Any]) -> User:
    """The user with each kind of metadata merged deeply; null takes a key away at any depth."""
    values: dict[str, Any] = {
        name: metadata.merged(getattr(user, name), changes[name], name)
        for name in METADATA
        if changes.get(name) is not None
    }
    return world.users.save(replace(user, **values, updated_at=world.clock.now))


def replace_metadata(world: World, user: User, changes: Mapping[str, Any]) -> User:
    """The user with each given kind of metadata in place of what it was; the other kinds stay."""
    faults: list[Refusal] = []
    values = _metadata(changes, faults)
    if faults:
        raise errors.several(faults)
    return world.users.save(replace(user, **values, updated_at=world.clock.now))


def ban_all(world: World, ids: Iterable[str]) -> list[User]:
    """Bans all of these users, or none when one is unknown."""
    return [ban(world, it) for it in [world.users[id] for id in dict.fromkeys(ids)]]


def unban_all(world: World, ids: Iterable[str]) -> list[User]:
    """Ends the ban of all of these users, or of none when one is unknown."""
    return [unban(world, it) for it in [world.users[id] for id in dict.fromkeys(ids)]]


def ban(world: World, user: User) -> User:
    """Keeps the user out: all sessions end, and no way in is left."""
    sessions.close_all_of(world, user)
    return world.users.save(replace(world.users[user.id], banned=True, updated_at=world.clock.now))


def unban(world: World, user: User) -> User:
    return world.users.save(replace(user, banned=False, updated_at=world.clock.now))


def lock(world: World, user: User) -> User:
    """Ends all sessions and keeps the user out like a lockout, which by itself ends no session."""
    sessions.close_all_of(world, user)
    now = world.clock.now
    return world.users.save(replace(world.users[user.id], locked_at=now, updated_at=now))


def unlock(world: World, user: User) -> User:
    """Ends a lockout and forgets what led to it."""
    now = world.clock.now
    return world.users.save(
        replace(user, locked_at=None, locked_for_good=False, failed_attempts=0, updated_at=now)
    )


def disable_mfa(world: World, user: User) -> User:
    """Takes authenticator app, backup codes and second-factor numbers away."""
    now = world.clock.now
    had_any = users.has_totp(world, user)
    for totp in world.totps.where(user_id=user.id):
        world.totps.remove(totp.id)
    for phone in world.phone_numbers.where(user_id=user.id):
        if phone.reserved_for_second_factor:
            had_any = True
            plain = replace(phone, reserved_for_second_factor=False, default_second_factor=False)
            world.phone_numbers.save(replace(plain, updated_at=now))
    disabled_at = now if had_any else user.mfa_disabled_at
    return world.users.save(
        replace(user, backup_codes=(), backup_codes_at=None, mfa_disabled_at=disabled_at, updated_at=now)
    )


def delete(world: World, user: User) -> User:
    """Ends the account: its sessions close, and whatever is its own goes; organizations stay."""
    sessions.close_all_of(world, user, "removed")
    api_keys.delete_all_of(world, user.id)
    for name in OWNED:
        table = getattr(world, name)
        for owned in table.where(user_id=user.id):
            table.remove(owned.id)
    uploads.discard(world, user)
    return world.users.remove(user.id)


def factor_faults(given: Mapping[str, Any]) -> Iterator[Refusal]:
    """What is wrong with an imported TOTP secret."""
    secret = given.get("totp_secret")
    if secret is not None and not BASE32.fullmatch(secret.strip().upper()):
        yield errors.invalid_totp_secret_code.entry("totp_secret")


def import_factors(world: World, user: User, given: Mapping[str, Any]) -> User:
    """The user with an imported authenticator app and backup codes, which count as set up."""
    now = world.clock.now
    values: dict[str, Any] = {}
    if (secret := given.get("totp_secret")) is not None:
        for totp in world.totps.where(user_id=user.id):
            world.totps.remove(totp.id)
        id = world.chance.id("totp")
        world.totps.save(Totp(id, user.id, secret.strip().upper(), now, now, verified_at=now))
        values["mfa_enabled_at"] = user.mfa_enabled_at or now
    if (codes := given.get("backup_codes")) is not None:
        values |= {"backup_codes": tuple(codes), "backup_codes_at": now}
    return world.users.save(replace(user, **values)) if values else user


def imported_digest(world: World, given: Mapping[str, Any]) -> str | None:
    """What is stored of `password_digest`, made by `password_hasher`; None when none is given."""
    digest, hasher = given.get("password_digest"), given.get("password_hasher")
    if digest is None:
        return None
    if hasher is None:
        raise errors.form_conditional_param_missing("password_hasher", reason="a digest names its hasher")
    stored = world.hasher.imported(hasher, digest)
    if stored is None:
        raise errors.form_password_digest_invalid_code("password_digest", hasher=hasher)
    return stored


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: changes[name] for name in PLAIN if name in changes}
    return {name: value for name, value in given.items() if value is not None or name in NULLABLE}


def _username(
    world: World, user: User, changes: Mapping[str, Any], faults: list[Refusal]
) -> dict[str, str | None]:
    if "username" not in changes:
        return {}
    try:
        if not changes["username"]:
            ways_in.require_another(world, user, ways_in.USERNAME)
            return {"username": None}
        wanted = identifiers.username(world, changes["username"])
        if wanted != user.username:
            identifiers.require_free(world, "username", wanted)
    except ClerkError as error:
        faults += error.entries
        return {}
    return {"username": wanted}


def _primaries(world: World, user: User, changes: Mapping[str, Any], faults: list[Refusal]) -> dict[str, str]:
    values = {}
    for param, kind in PRIMARIES.items():
        id = changes.get(param)
        if id is None:
            continue
        own = next((it for it in users.identifications(world, user.id, kind) if it.id == id), None)
        if own is None:
            faults.append(errors.form_resource_not_found.entry(param))
        elif not identifiers.is_verified(own):
            faults.append(errors.form_verification_needed.entry(param))
        values[param] = id
    return values


def _metadata(changes: Mapping[str, Any], faults: list[Refusal]) -> dict[str, Any]:
    values = {}
    for name in METADATA:
        if changes.get(name) is not None:
            try:
                values[name] = attributes.metadata(changes[name], name)
            except ClerkError as error:
                faults += error.entries
    return values


def _external_id_faults(world: World, user: User, changes: Mapping[str, Any]) -> Iterator[Refusal]:
    id = changes.get("external_id")
    if id is not None and id != user.external_id and world.users.count(external_id=id):
        yield errors.form_identifier_exists.entry("external_id", kind="external id")


def _image_faults(world: World, user: User, changes: Mapping[str, Any]) -> Iterator[Refusal]:
    """An uploaded image is in use at once, so naming it changes nothing; any other is unknown."""
    id = changes.get("profile_image_id")
    if id is not None and id not in [it.id for it in world.images.where(owner_id=user.id)]:
        yield errors.form_resource_not_found.entry("profile_image_id")


def _password_faults(world: World, user: User, changes: Mapping[str, Any]) -> Iterator[Refusal]:
    password = changes.get("password")
    if password is not None and not changes.get("skip_password_checks"):
        yield from passwords.faults_of(world, password, identifiers=users.identifiers_of(world, user))


def _password(world: World, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A new password clears what was held against the old one."""
    digest = imported_digest(world, changes)
    if changes.get("password") is not None:
        digest = passwords.digest(world, changes["password"])
    if digest is None:
        return {}
    return {
        "password_digest": digest,
        "password_last_updated_at": world.clock.now,
        "password_compromised": False,
        "password_reset_required": False,
    }
