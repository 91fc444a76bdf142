"""Right passwords that open nothing any more: compromised, found in a breach, or due to be reset."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import passwords
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.records import Verification


def refusals(world: World, about: Verification, proof: Proof) -> list[Refusal]:
    """Why the right password does not sign in; nothing when it does.

    That a breach has shown the password is kept: who then comes in by another factor must replace it.
    """
    user, settings = world.users[about.subject_id or ""], world.instance.settings
    enforced = settings.user_settings.password_settings.enforce_hibp_on_sign_in
    if enforced and passwords.is_pwned(world, proof.password or ""):
        if not user.password_compromised:
            world.users.save(replace(user, password_compromised=True))
        return [errors.form_password_pwned.entry("password")]
    if user.password_compromised:
        return [errors.form_password_compromised.entry("password")]
    if user.password_reset_required and not settings.behaviour.reset_password_task:
        return [errors.password_reset_required.entry()]
    return []
