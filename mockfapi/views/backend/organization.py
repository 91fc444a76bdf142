"""Organizations and memberships as servers see them: with private metadata."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.organization import membership as own_membership
from mockfapi.views.organization import organization as own
from mockfapi.views.public_user_data import public_user_data
from mockfapi.world.records import Membership, Organization


def organization(lens: Lens, it: Organization) -> Json:
    """The whole organization; lists leave the number of members out unless they are asked for it."""
    face = own(lens, it)
    face |= {"private_metadata": dict(it.private_metadata), "role_set_key": None}
    if it.created_by is not None:
        face["created_by"] = it.created_by
    return face


def membership(lens: Lens, it: Membership) -> Json:
    face = own_membership(lens, it)
    owner = lens.world.users[it.user_id]
    return face | {
        "organization": organization(lens, lens.world.organizations[it.organization_id]),
        "public_user_data": public_user_data(lens, owner) | {"banned": owner.banned},
        "private_metadata": dict(it.private_metadata),
    }
