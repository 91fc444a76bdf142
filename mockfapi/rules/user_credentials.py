"""What servers take away from a user or hold against it: image, password, factors, wallets."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import (
    external_accounts,
    identifications,
    own_identifications,
    own_passkeys,
    passkeys,
    password_changes,
    sessions,
    totps,
    uploads,
)
from mockfapi.world import World
from mockfapi.world.records import Deleted, User


def set_image(world: World, user: User, content: bytes | None, name: str = "") -> User:
    """The user with an uploaded image."""
    url = uploads.store(world, user, content, name=name)
    return world.users.save(replace(user, image_url=url, updated_at=world.clock.now))


def delete_image(world: World, user: User) -> User:
    """The user with the drawn image again."""
    uploads.require_image(user)
    uploads.discard(world, user)
    return world.users.save(replace(user, image_url=None, updated_at=world.clock.now))


def remove_password(world: World, user: User, *, sign_out: bool) -> User:
    """Takes the password away where the instance requires none and another way in is left."""
    password_changes.require_removable(world, user)
    if sign_out:
        sessions.close_all_of(world, user)
    return password_changes.removed(world, world.users[user.id])


def set_compromised(world: World, user: User, *, revoke_all_sessions: bool) -> User:
    """Bars the password: nobody signs in with it until it is changed."""
    _require_password(user)
    if revoke_all_sessions:
        sessions.close_all_of(world, user)
    return world.users.save(
        replace(world.users[user.id], password_compromised=True, updated_at=world.clock.now)
    )


def unset_compromised(world: World, user: User) -> User:
    """Admits the password again."""
    _require_password(user)
    return world.users.save(replace(user, password_compromised=False, updated_at=world.clock.now))


def delete_totp(world: World, user: User) -> User:
    """Takes the authenticator app away."""
    totps.delete(world, user)
    return world.users[user.id]


def delete_backup_codes(world: World, user: User) -> User:
    """Makes all backup codes void."""
    if not user.backup_codes:
        raise errors.resource_not_found(kind="backup codes", id=f"of {user.id}")
    now = world.clock.now
    return world.users.save(replace(user, backup_codes=(), backup_codes_at=None, updated_at=now))


def delete_passkey(world: World, user: User, id: str) -> Deleted:
    """Takes a passkey of the user away, unless it is the last way in."""
    return own_passkeys.delete(world, passkeys.of_user(world, user, id))


def delete_wallet(world: World, user: User, id: str) -> Deleted:
    """Takes a wallet of the user away, unless it is the last thing that names the user."""
    return identifications.delete(world, own_identifications.wallet_of(world, user, id))


def delete_external_account(world: World, user: User, id: str) -> Deleted:
    """Disconnects an account of a provider, unless it is the last way in."""
    return external_accounts.delete(world, user, external_accounts.own(world, user, id))


def _require_password(user: User) -> None:
    if user.password_digest is None:
        raise errors.no_password_set()
