"""Invitations to the app and entries of the waitlist, as servers see them."""

from mockfapi.rules import tickets, waitlist
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Invitation, WaitlistEntry


def invitation(lens: Lens, it: Invitation) -> Json:
    """With its link while somebody may follow it."""
    status = tickets.status(lens.world, it)
    face: Json = {
        "object": "invitation",
        "id": it.id,
        "email_address": it.email_address,
        "public_metadata": dict(it.public_metadata),
        "status": status,
        "expires_at": it.expire_at,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
    if status == "revoked":
        face["revoked"] = True
    if status == "pending":
        face["url"] = tickets.url(lens.world, it)
    return face


def waitlist_entry(lens: Lens, it: WaitlistEntry) -> Json:
    invited = lens.world.invitations.find(it.invitation_id)
    return {
        "object": "waitlist_entry",
        "id": it.id,
        "email_address": it.email_address,
        "status": waitlist.status(it),
        "is_locked": False,
        "invitation": None if invited is None else invitation(lens, invited),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
