"""Numbers as second factors: reserving one, choosing the default, releasing one."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import attributes, identifiers, multi_factor, ways_in
from mockfapi.world import World
from mockfapi.world.records import EnrolledPhone, PhoneNumber, User


def of_user(world: World, user: User, id: str) -> PhoneNumber:
    """A number of the user; one of somebody else is as unknown as one that never was."""
    it = world.phone_numbers.find(id)
    if it is None or it.user_id != user.id:
        raise errors.resource_not_found(kind="phone number", id=id)
    return it


def update(
    world: World, user: User, it: PhoneNumber, *, reserved: bool | None = None, default: bool | None = None
) -> EnrolledPhone:
    """The number after a change; None leaves things as they are. Backup codes come with the first factor."""
    kept = it.reserved_for_second_factor if reserved is None else reserved
    if reserved:
        require_reservable(world, user, it)
    if reserved is False and it.reserved_for_second_factor:
        multi_factor.require_removable(world, user, 1)
    if default is False and it.default_second_factor and kept:
        raise errors.form_disable_default_second_factor_not_allowed("default_second_factor")
    if default and not kept:
        reason = "is for numbers that are second factors"
        raise errors.form_param_value_invalid("default_second_factor", reason=reason)
    codes = None
    if kept != it.reserved_for_second_factor:
        if kept:
            codes = _reserved(world, user, it)
        else:
            _release(world, user, it)
    if default:
        _make_default(world, user, it.id)
    return EnrolledPhone(world.phone_numbers[it.id], codes)


def require_reservable(world: World, user: User, it: PhoneNumber) -> None:
    """Refuses a number that cannot be a second factor; it may be one that is not saved yet."""
    require_possible(world)
    if not identifiers.is_verified(it):
        raise errors.identification_update_second_factor_unverified()
    others = [each for each in ways_in.naming(world, user) if each.id != it.id]
    if not others and user.username is None:
        raise errors.identification_update_failed()
    ways_in.require_another(world, user, it.id, errors.identification_update_failed)


def require_possible(world: World) -> None:
    """Refuses second factors by phone where the instance has none."""
    if not attributes.phones_are_second_factors(world.instance.settings):
        raise errors.feature_not_enabled(feature="Phone numbers as second factors")


def proven(world: World, it: PhoneNumber, had_any: bool) -> EnrolledPhone:
    """A reserved number that was verified just now: from here on it is a second factor.

    `had_any` says whether its user had one before.
    """
    user = world.users[it.user_id]
    first = [each.id for each in multi_factor.phones(world, user)] == [it.id]
    it = world.phone_numbers.save(replace(it, default_second_factor=first))
    return EnrolledPhone(it, multi_factor.turned_on(world, user, had_any))


def _reserved(world: World, user: User, it: PhoneNumber) -> tuple[str, ...] | None:
    had_any, now = multi_factor.has_any(world, user), world.clock.now
    first = not multi_factor.phones(world, user)
    world.phone_numbers.save(
        replace(it, reserved_for_second_factor=True, default_second_factor=first, updated_at=now)
    )
    return multi_factor.turned_on(world, user, had_any)


def _release(world: World, user: User, it: PhoneNumber) -> None:
    had_any, now = multi_factor.has_any(world, user), world.clock.now
    world.phone_numbers.save(
        replace(it, reserved_for_second_factor=False, default_second_factor=False, updated_at=now)
    )
    if it.default_second_factor and (left := multi_factor.phones(world, user)):
        _make_default(world, user, left[0].id)
    multi_factor.turned_off(world, user, had_any)


def _make_default(world: World, user: User, id: str) -> None:
    """One number is the default; it is another one's turn."""
    now = world.clock.now
    for each in world.phone_numbers.where(user_id=user.id):
        if each.default_second_factor != (each.id == id):
            world.phone_numbers.save(replace(each, default_second_factor=each.id == id, updated_at=now))
    world.users.save(replace(world.users[user.id], updated_at=now))
