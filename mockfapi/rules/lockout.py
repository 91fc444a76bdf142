"""Wrong attempts of a user, the lockout that follows, and bans. What was attempted is decided elsewhere."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import notices
from mockfapi.world import World
from mockfapi.world.records import User

MINUTE = 60_000
WARN_AT = 2
FOREVER = float("inf")


def is_locked(world: World, user: User) -> bool:
    """Whether the user is locked out now."""
    return user.locked_for_good or _milliseconds_left(world, user) > 0


def expires_in_seconds(world: World, user: User) -> int | None:
    """How long the lockout still lasts; None when there is none or when only an administrator ends it."""
    left = _milliseconds_left(world, user)
    return None if user.locked_for_good or not 0 < left < FOREVER else -(-int(left) // 1000)


def attempts_remaining(world: World, user: User) -> int | None:
    """How many wrong attempts are left; None when the instance does not lock anybody out."""
    settings = world.instance.settings.user_settings.attack_protection.user_lockout
    return max(0, settings.max_attempts - _failed(world, user)) if settings.enabled else None


def require_admissible(world: World, user: User) -> None:
    """Refuses who may not use the account at all, and who is locked out."""
    require_not_barred(user)
    if is_locked(world, user):
        seconds = expires_in_seconds(world, user)
        wait = "" if seconds is None else f" You can try again in {_in_words(seconds)}."
        raise errors.user_locked(wait=wait)


def is_barred(user: User) -> bool:
    """Whether nobody may use the account, and no session of it lives."""
    return user.banned or user.deactivated or user.deprovisioned


def require_not_barred(user: User) -> None:
    """Refuses an account that nobody may use."""
    if user.banned:
        raise errors.user_banned()
    if user.deactivated:
        raise errors.user_deactivated()
    if user.deprovisioned:
        raise errors.deprovisioned()


def count_failure(world: World, user: User) -> list[Refusal]:
    """Counts a wrong attempt and locks at the limit, of which the user is told; answers a due warning."""
    settings = world.instance.settings.user_settings.attack_protection.user_lockout
    if not settings.enabled:
        return []
    failed = _failed(world, user) + 1
    locked_at = world.clock.now if failed >= settings.max_attempts else None
    world.users.save(replace(user, failed_attempts=failed, locked_at=locked_at))
    if locked_at is not None:
        notices.send(world, user, notices.ACCOUNT_LOCKED)
    left = max(0, settings.max_attempts - failed)
    return [errors.account_lockout_warning.entry(attempts_remaining=left)] if left <= WARN_AT else []


def forgive(world: World, user: User) -> User:
    """Forgets wrong attempts after a right one."""
    if not user.failed_attempts and user.locked_at is None:
        return user
    return world.users.save(replace(user, failed_attempts=0, locked_at=None))


def _milliseconds_left(world: World, user: User) -> float:
    """A lockout of 0 minutes lasts until an administrator ends it."""
    if user.locked_at is None:
        return 0
    settings = world.instance.settings.user_settings.attack_protection.user_lockout
    if settings.duration_in_minutes <= 0:
        return FOREVER
    return user.locked_at + settings.duration_in_minutes * MINUTE - world.clock.now


def _failed(world: World, user: User) -> int:
    """Wrong attempts that still count: those before a lockout that is over do not."""
    over = user.locked_at is not None and not is_locked(world, user)
    return 0 if over else user.failed_attempts


def _in_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
