"""Passkeys as their user manages them: registered, named, removed. What a passkey is: `rules.passkeys`."""

from mockfapi.rules import identifications, notices, passkeys, ways_in
from mockfapi.world import World
from mockfapi.world.records import Deleted, Passkey, User


def create(world: World, user: User) -> Passkey:
    """Begins a registration."""
    it = passkeys.create(world, user)
    identifications.touch(world, user.id)
    return it


def attempt_verification(world: World, it: Passkey, strategy: str | None, credential: str | None) -> Passkey:
    """Finishes a registration; its user is told by mail."""
    known = passkeys.attempt_verification(world, it, strategy, credential)
    notices.send(world, identifications.touch(world, it.user_id), notices.PASSKEY_ADDED)
    return known


def rename(world: World, it: Passkey, name: str | None) -> Passkey:
    """Calls a passkey what its person calls it."""
    named = passkeys.rename(world, it, name)
    identifications.touch(world, it.user_id)
    return named


def delete(world: World, it: Passkey) -> Deleted:
    """Removes a passkey, unless it is the last way in; its user is told by mail, if it ever was one."""
    ways_in.require_another(world, world.users[it.user_id], it.id)
    gone = passkeys.delete(world, it)
    user = identifications.touch(world, it.user_id)
    if it.credential_id is not None:
        notices.send(world, user, notices.PASSKEY_REMOVED)
    return gone
