"""Passwords changed and removed: by the signed-in user, or after a reset. What a good one is: `passwords`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import (
    attributes,
    lockout,
    notices,
    passwords,
    session_tasks,
    sessions,
    users,
    ways_in,
)
from mockfapi.world import World
from mockfapi.world.records import Session, User


def replaced(world: World, user: User, password: str) -> User:
    """The user with this password, who is told by mail. What was held against the old one is forgotten."""
    now = world.clock.now
    changed = replace(
        user,
        password_digest=passwords.digest(world, password),
        password_last_updated_at=now,
        password_compromised=False,
        password_reset_required=False,
        updated_at=now,
    )
    notices.send(world, changed, notices.PASSWORD_CHANGED)
    return world.users.save(changed)


def change(
    world: World,
    session: Session,
    new_password: str,
    *,
    current_password: str | None = None,
    sign_out_of_other_sessions: bool = False,
) -> User:
    """Sets the password of the user of a session; a user without one needs no current one.

    Nor does who must reset it, nor anybody where reverification vouches for who is asking.
    """
    user = world.users[session.user_id]
    if user.password_digest is None and not attributes.attribute(world.instance.settings, "password").enabled:
        raise errors.form_param_unknown("new_password")
    lockout.require_admissible(world, user)
    _require_current(world, session, user, current_password)
    owned = users.identifiers_of(world, user)
    passwords.check(world, new_password, identifiers=owned, param="new_password")
    if passwords.matches(world, user, new_password):
        raise errors.form_new_password_matches_current("new_password")
    if sign_out_of_other_sessions:
        for it in world.sessions.where(user_id=user.id):
            if it.id != session.id and sessions.is_live(world, it):
                sessions.close(world, it, "revoked")
    return replaced(world, world.users[user.id], new_password)


def remove(world: World, session: Session, current_password: str) -> User:
    """Takes the password of the user of a session away, where something else lets the user in."""
    user = world.users[session.user_id]
    require_removable(world, user)
    lockout.require_admissible(world, user)
    _require_current(world, session, user, current_password)
    return removed(world, world.users[user.id])


def removed(world: World, user: User) -> User:
    """The user without a password, and without anything that was held against it; the user is told."""
    notices.send(world, user, notices.PASSWORD_REMOVED)
    bare = replace(
        user,
        password_digest=None,
        password_last_updated_at=None,
        password_compromised=False,
        password_reset_required=False,
        updated_at=world.clock.now,
    )
    return world.users.save(bare)


def require_removable(world: World, user: User) -> None:
    """Refuses to remove a password that is not there, that the instance requires, or that is the way in."""
    if user.password_digest is None:
        raise errors.no_password_set()
    if attributes.attribute(world.instance.settings, "password").required:
        raise errors.password_required()
    ways_in.require_another(world, user, ways_in.PASSWORD, errors.password_required)


def _require_current(world: World, session: Session, user: User, given: str | None) -> None:
    """Refuses a current password that is wrong, which counts, or missing."""
    if user.password_digest is None:
        return
    if given is None:
        vouched = world.instance.settings.auth_config.reverification
        if not vouched and session_tasks.RESET_PASSWORD not in sessions.tasks(world, session):
            reason = "the account has a password"
            raise errors.form_conditional_param_missing("current_password", reason=reason)
    elif not passwords.matches(world, user, given):
        wrong = errors.form_password_validation_failed.entry("current_password")
        raise errors.several([wrong, *lockout.count_failure(world, user)])
    else:
        lockout.forgive(world, user)
