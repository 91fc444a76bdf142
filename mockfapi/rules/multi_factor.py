"""Whether a user has second factors, and what turning one on or off does. Proving one: `second_factors`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import attributes, backup_codes, identifiers, users
from mockfapi.world import World
from mockfapi.world.records import BackupCodes, PhoneNumber, User
from mockfapi.world.records.settings import Settings


def is_required(settings: Settings) -> bool:
    """Whether everybody has to have a second factor."""
    own = settings.user_settings
    return own.sign_in.second_factor.required or own.sign_up.mfa.required


def phones(world: World, user: User) -> list[PhoneNumber]:
    """The verified numbers that are second factors, the default one first."""
    if not attributes.phones_are_second_factors(world.instance.settings):
        return []
    own = [it for it in world.phone_numbers.where(user_id=user.id) if it.reserved_for_second_factor]
    return sorted(filter(identifiers.is_verified, own), key=lambda it: not it.default_second_factor)


def has_any(world: World, user: User) -> bool:
    """Whether signing in takes a second factor. Backup codes alone are none."""
    return users.has_totp(world, user) or bool(phones(world, user))


def require_removable(world: World, user: User, factors: int) -> None:
    """Refuses to take so many factors away where they are all there is and one is mandatory."""
    own = users.has_totp(world, user) + len(phones(world, user))
    if factors and own <= factors and is_required(world.instance.settings):
        raise errors.second_factor_deletion_not_allowed()


def turned_on(world: World, user: User, had_any: bool) -> tuple[str, ...] | None:
    """Notes a new factor; answers the backup codes that come with the first one, if the instance has them."""
    now = world.clock.now
    enabled_at = user.mfa_enabled_at if had_any else now
    user = world.users.save(replace(user, mfa_enabled_at=enabled_at, updated_at=now))
    if user.backup_codes or not backup_codes.are_on(world.instance.settings):
        return None
    return backup_codes.renewed(world, user)


def renew_backup_codes(world: World, user: User) -> BackupCodes:
    """New backup codes, for who has another second factor; the old ones are void."""
    if not (backup_codes.are_on(world.instance.settings) and has_any(world, user)):
        raise errors.backup_codes_not_available()
    now = world.clock.now
    return BackupCodes(world.chance.id("backup_codes"), backup_codes.renewed(world, user), now, now)


def turned_off(world: World, user: User, had_any: bool) -> User:
    """Notes that a factor is gone; backup codes go with the last one."""
    now = world.clock.now
    if had_any and not has_any(world, user):
        user = replace(user, mfa_disabled_at=now, backup_codes=(), backup_codes_at=None)
    return world.users.save(replace(user, updated_at=now))
