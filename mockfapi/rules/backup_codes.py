"""Backup codes: drawing a set, comparing, using one up."""

from dataclasses import replace
from hmac import compare_digest

from mockfapi.rules import attributes
from mockfapi.world import World
from mockfapi.world.records import User
from mockfapi.world.records.settings import Settings

COUNT, LENGTH = 10, 8


def are_on(settings: Settings) -> bool:
    return attributes.attribute(settings, "backup_code").enabled


def renewed(world: World, user: User) -> tuple[str, ...]:
    """New codes in place of all that the user had. Nobody sees them again after this."""
    codes = tuple(world.chance.token("backup_code", LENGTH).lower() for _ in range(COUNT))
    now = world.clock.now
    world.users.save(replace(user, backup_codes=codes, backup_codes_at=now, updated_at=now))
    return codes


def matching(user: User, typed: str) -> str | None:
    """The unused code that was typed; spaces around it and capitals do not matter."""
    given = typed.strip().lower().encode("utf-8", "surrogatepass")
    found = None
    for code in user.backup_codes:
        if compare_digest(given, code.strip().lower().encode()):
            found = code
    return found


def use_up(world: World, user: User, typed: str) -> User:
    """Takes the code away that was typed."""
    used = matching(user, typed)
    left = tuple(code for code in user.backup_codes if code != used)
    return world.users.save(replace(user, backup_codes=left, updated_at=world.clock.now))
