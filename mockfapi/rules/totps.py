"""Authenticator apps: their codes by the world's clock, setting one up, taking it away."""

import re
from base64 import b32decode, b32encode
from dataclasses import replace
from hmac import compare_digest

from mockfapi import errors
from mockfapi.rules import attributes, multi_factor, users
from mockfapi.world import World
from mockfapi.world.records import Deleted, EnrolledTotp, Totp, User

STEP = 30_000
DRIFT = 1
KEY_BYTES = 20
CODE = re.compile(r"\d{6}", re.ASCII)


def of_user(world: World, user: User) -> Totp | None:
    """The app of the user, set up or about to be."""
    return world.totps.first(user_id=user.id)


def code(secret: str, step: int) -> str:
    """What an app with this secret shows in a step of half a minute."""
    import pyotp

    # An imported secret may be short, or not fill its last byte. Zeros at the end of a key change no code.
    letters = secret.strip().upper().rstrip("=")
    key = b32decode(letters + "A" * (-len(letters) % 8))[: len(letters) * 5 // 8].ljust(KEY_BYTES, b"\0")
    return pyotp.TOTP(b32encode(key).decode()).generate_otp(step)


def matching_step(world: World, it: Totp, typed: str) -> int | None:
    """The step whose code was typed: now, one before or one after, and none that was used."""
    if not CODE.fullmatch(typed):
        return None
    now = world.clock.now // STEP
    oldest = 0 if it.last_step is None else it.last_step + 1
    steps = [step for step in range(now - DRIFT, now + DRIFT + 1) if step >= oldest]
    return next((step for step in steps if compare_digest(code(it.secret, step), typed)), None)


def use(world: World, it: Totp, typed: str) -> Totp:
    """Notes the code as used: neither it nor an older one holds again."""
    return world.totps.save(replace(it, last_step=matching_step(world, it, typed)))


def create(world: World, user: User) -> EnrolledTotp:
    """A new secret for an app, in place of an unfinished one. It is a factor once a code of it was given."""
    if not attributes.attribute(world.instance.settings, "authenticator_app").enabled:
        raise errors.feature_not_enabled(feature="Authenticator apps")
    before = of_user(world, user)
    if before is not None and before.verified_at is not None:
        raise errors.totp_already_enabled()
    if before is not None:
        world.totps.remove(before.id)
    now = world.clock.now
    secret = b32encode(world.chance.token("totp_secret", KEY_BYTES).encode()).decode()
    return EnrolledTotp(world.totps.save(Totp(world.chance.id("totp"), user.id, secret, now, now)))


def verify(world: World, user: User, typed: str) -> EnrolledTotp:
    """Makes the app a factor. With the first one come backup codes, if the instance has them."""
    it = _known(world, user)
    if it.verified_at is not None:
        raise errors.totp_already_enabled()
    if typed == "":
        raise errors.form_param_nil("code")
    step = matching_step(world, it, typed)
    if step is None:
        raise errors.form_code_incorrect("code")
    had_any, now = multi_factor.has_any(world, user), world.clock.now
    it = world.totps.save(replace(it, verified_at=now, updated_at=now, last_step=step))
    return EnrolledTotp(it, multi_factor.turned_on(world, user, had_any))


def delete(world: World, user: User) -> Deleted:
    """Takes the app away, unless it is the last factor where one is mandatory."""
    it = _known(world, user)
    if users.has_totp(world, user):
        multi_factor.require_removable(world, user, 1)
    had_any = multi_factor.has_any(world, user)
    world.totps.remove(it.id)
    multi_factor.turned_off(world, user, had_any)
    return Deleted(it.id, "totp")


def _known(world: World, user: User) -> Totp:
    it = of_user(world, user)
    if it is None:
        raise errors.resource_not_found(kind="authenticator app", id=f"of {user.id}")
    return it
