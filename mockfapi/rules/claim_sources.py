"""What shortcodes stand for: facts of the user, the organization, the membership and the session."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mockfapi.rules import identifiers, images, organizations, second_factors
from mockfapi.rules.shortcodes import Source
from mockfapi.world import World
from mockfapi.world.records import Membership, Organization, Session, User


def _full_name(_: World, it: User) -> str | None:
    return " ".join(part for part in (it.first_name, it.last_name) if part) or None


def _primary_email_address(world: World, it: User) -> str | None:
    found = world.email_addresses.find(it.primary_email_address_id)
    return found.email_address if found else None


def _primary_phone_number(world: World, it: User) -> str | None:
    found = world.phone_numbers.find(it.primary_phone_number_id)
    return found.phone_number if found else None


def _primary_web3_wallet(world: World, it: User) -> str | None:
    found = world.web3_wallets.find(it.primary_web3_wallet_id)
    return found.web3_wallet if found else None


def _email_verified(world: World, it: User) -> bool:
    found = world.email_addresses.find(it.primary_email_address_id)
    return found is not None and identifiers.is_verified(found)


def _phone_number_verified(world: World, it: User) -> bool:
    found = world.phone_numbers.find(it.primary_phone_number_id)
    return found is not None and identifiers.is_verified(found)


def _image_url(_: World, it: User) -> str:
    return it.image_url or images.default(it.id, it.first_name, it.last_name)


def _organizations(world: World, it: User) -> dict[str, str]:
    return {each.organization_id: each.role for each in world.memberships.where(user_id=it.id)}


USER: Mapping[str, Callable[[World, User], Any]] = {
    "created_at": lambda _, it: it.created_at,
    "email_verified": _email_verified,
    "external_id": lambda _, it: it.external_id,
    "first_name": lambda _, it: it.first_name,
    "full_name": _full_name,
    "has_image": lambda _, it: it.image_url is not None,
    "id": lambda _, it: it.id,
    "image_url": _image_url,
    "last_name": lambda _, it: it.last_name,
    "last_sign_in_at": lambda _, it: it.last_sign_in_at,
    "organizations": _organizations,
    "phone_number_verified": _phone_number_verified,
    "primary_email_address": _primary_email_address,
    "primary_phone_number": _primary_phone_number,
    "primary_web3_wallet": _primary_web3_wallet,
    "public_metadata": lambda _, it: it.public_metadata,
    "two_factor_enabled": second_factors.has_any,
    "unsafe_metadata": lambda _, it: it.unsafe_metadata,
    "updated_at": lambda _, it: it.updated_at,
    "username": lambda _, it: it.username,
}
Joined = tuple[Organization, Membership]
ORGANIZATION: Mapping[str, Callable[[Joined], Any]] = {
    "has_image": lambda it: it[0].image_url is not None,
    "id": lambda it: it[0].id,
    "image_url": lambda it: it[0].image_url or images.default(it[0].id, it[0].name),
    "name": lambda it: it[0].name,
    "public_metadata": lambda it: it[0].public_metadata,
    "role": lambda it: it[1].role,
    "slug": lambda it: it[0].slug,
}


def source(world: World, session: Session, organization: Organization | None) -> Source:
    """Reads paths for a session that acts for an organization, or for none. What is unknown is None."""
    user = world.users[session.user_id]

    def read(path: Sequence[str]) -> Any:
        space, name, *inner = (*path, "")[:2] + tuple(path[2:])
        if space == "user" and name in USER:
            return _inside(USER[name](world, user), inner)
        if space == "session" and name == "actor":
            return _inside(session.actor, inner)
        joined = _joined(world, organization, user) if space in ("org", "org_membership") else None
        if joined is None:
            return None
        if space == "org" and name in ORGANIZATION:
            return _inside(ORGANIZATION[name](joined), inner)
        return _inside(joined[1].public_metadata, inner) if name == "public_metadata" else None

    return read


def _joined(world: World, organization: Organization | None, user: User) -> Joined | None:
    if organization is None:
        return None
    membership = organizations.membership(world, organization.id, user.id)
    return None if membership is None else (organization, membership)


def _inside(value: Any, path: Sequence[str]) -> Any:
    """What a mapping holds at a path, as plain values."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return dict(value) if isinstance(value, Mapping) else value
