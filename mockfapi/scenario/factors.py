"""The second factors of a scenario's people, and what is held against their passwords."""

from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import identifiers, phone_factors, user_changes
from mockfapi.world import World
from mockfapi.world.records import User

FLAGS = ("bypass_client_trust", "password_compromised", "password_reset_required")


def add(world: World, user: User, entry: dict[str, Any]) -> User:
    """The user with an authenticator app, second-factor numbers and backup codes as the entry says."""
    if faults := list(user_changes.factor_faults(entry)):
        raise errors.several(faults)
    flags: dict[str, Any] = {name: True for name in FLAGS if entry.get(name)}
    if flags:
        user = world.users.save(replace(user, **flags))
    user = user_changes.import_factors(world, user, entry)
    for phone in entry.get("phone_numbers", ()):
        if isinstance(phone, dict) and phone.get("reserved_for_second_factor"):
            _reserve(world, user, phone)
    # Only the codes that the scenario writes out are known to anybody.
    codes = tuple(entry.get("backup_codes", ()))
    user = world.users[user.id]
    return user if codes == user.backup_codes else world.users.save(replace(user, backup_codes=codes))


def _reserve(world: World, user: User, entry: dict[str, Any]) -> None:
    number = identifiers.normalised(world, "phone_number", entry["phone_number"])
    it = next(each for each in world.phone_numbers.where(user_id=user.id) if each.phone_number == number)
    default = entry.get("default_second_factor") or None
    phone_factors.update(world, user, it, reserved=True, default=default)
