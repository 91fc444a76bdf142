"""Which API keys are somebody's own: those of the user, and those of the session's active organization."""

from mockfapi import errors
from mockfapi.rules import api_keys, sessions
from mockfapi.world import World
from mockfapi.world.records import ApiKey, Session


def require_subject(world: World, session: Session, subject: str) -> None:
    """Refuses the keys of anybody else as unknown, and all of a kind that the instance has switched off."""
    _require_enabled(world, subject)
    if subject not in (session.user_id, sessions.active_organization(world, session)):
        raise errors.resource_not_found(kind="subject", id=subject)


def find(world: World, session: Session, id: str) -> ApiKey:
    """The own key with this id."""
    key = world.api_keys[id]
    _require_enabled(world, key.subject)
    if key.subject not in (session.user_id, sessions.active_organization(world, session)):
        raise errors.resource_not_found(kind=api_keys.KIND, id=id)
    return key


def _require_enabled(world: World, subject: str) -> None:
    settings = world.instance.settings.api_keys_settings
    of_user = subject.startswith("user_")
    if not settings.enabled or not (
        settings.user_api_keys_enabled if of_user else settings.orgs_api_keys_enabled
    ):
        raise errors.api_keys_not_enabled(whom="users" if of_user else "organizations")
