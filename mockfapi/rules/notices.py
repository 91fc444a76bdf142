"""Notices: mails that tell somebody what happened to the account. None carries a code or a link."""

from typing import Any

from mockfapi.rules import messages
from mockfapi.rules.messages import Letter
from mockfapi.world import World
from mockfapi.world.records import User

PASSWORD_CHANGED, PASSWORD_REMOVED = "password_changed", "password_removed"
PASSKEY_ADDED, PASSKEY_REMOVED = "passkey_added", "passkey_removed"
PRIMARY_CHANGED = "primary_email_address_changed"
ACCOUNT_LOCKED = "account_locked"
INVITATION_ACCEPTED, ORGANIZATION_JOINED = "organization_invitation_accepted", "organization_joined"
MEMBERSHIP_REQUESTED = "organization_membership_requested"


def send(world: World, user: User, slug: str, **data: Any) -> None:
    """Mails the primary address of the user; who has none is not told."""
    if (address := world.email_addresses.find(user.primary_email_address_id)) is not None:
        mail(world, user, address.email_address, slug, **data)


def mail(world: World, user: User, to: str, slug: str, **data: Any) -> None:
    """Mails this address, which need not be the primary one."""
    messages.send(world, Letter("email", to, slug, data, user_id=user.id))
