"""What somebody who is signed in has to do before the session is active. Sessions ask here each time."""

from mockfapi.rules import multi_factor, organizations
from mockfapi.world import World
from mockfapi.world.records import Session, User

RESET_PASSWORD, SETUP_MFA, CHOOSE_ORGANIZATION = "reset-password", "setup-mfa", "choose-organization"


def due(world: World, session: Session, organization_id: str | None) -> list[str]:
    """The tasks of a session that has this organization active, the current one first.

    Somebody who acts as the user is not asked for the user's password or second factor.
    """
    user = world.users.find(session.user_id)
    found = []
    if user is not None and session.actor is None:
        if _must_reset(world, session, user):
            found.append(RESET_PASSWORD)
        if multi_factor.is_required(world.instance.settings) and not multi_factor.has_any(world, user):
            found.append(SETUP_MFA)
    if organization_id is None and organizations.are_required(world):
        found.append(CHOOSE_ORGANIZATION)
    return found


def _must_reset(world: World, session: Session, user: User) -> bool:
    """A demand holds for every session; a password that is barred only for those that came in without it."""
    if not world.instance.settings.behaviour.reset_password_task:
        return False
    return user.password_reset_required or (user.password_compromised and session.password_barred)
