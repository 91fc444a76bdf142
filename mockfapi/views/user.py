"""Users as JSON, as they see themselves: without private metadata."""

from mockfapi.rules import identifiers, lockout, profiles, second_factors, users
from mockfapi.views.email_address import email_address
from mockfapi.views.external_account import external_account
from mockfapi.views.lens import Json, Lens
from mockfapi.views.organization import membership
from mockfapi.views.passkey import passkey
from mockfapi.views.phone_number import phone_number
from mockfapi.views.public_user_data import image_url
from mockfapi.views.web3_wallet import web3_wallet
from mockfapi.world import World
from mockfapi.world.records import User


def user(lens: Lens, it: User) -> Json:
    """The whole user: profile, identifications, standing."""
    face = _profile(it)
    face |= _identifications(lens, it)
    face |= _security(lens.world, it)
    face |= _standing(lens, it)
    face["last_sign_in_at"] = it.last_sign_in_at
    face["last_active_at"] = it.last_active_at
    face["legal_accepted_at"] = it.legal_accepted_at
    face["created_at"] = it.created_at
    face["updated_at"] = it.updated_at
    return face


def _profile(it: User) -> Json:
    image = image_url(it)
    return {
        "id": it.id,
        "object": "user",
        "username": it.username,
        "first_name": it.first_name,
        "last_name": it.last_name,
        "locale": it.locale,
        "image_url": image,
        "has_image": it.image_url is not None,
        "profile_image_url": image,
        "external_id": it.external_id,
        "public_metadata": dict(it.public_metadata),
        "unsafe_metadata": dict(it.unsafe_metadata),
    }


def _identifications(lens: Lens, it: User) -> Json:
    """Everything that belongs to the user, the newest first."""
    world = lens.world
    emails = reversed(world.email_addresses.where(user_id=it.id))
    phones = reversed(world.phone_numbers.where(user_id=it.id))
    wallets = reversed(world.web3_wallets.where(user_id=it.id))
    passkeys = reversed(world.passkeys.where(user_id=it.id))
    connections = reversed(world.external_accounts.where(user_id=it.id))
    memberships = reversed(world.memberships.where(user_id=it.id))
    return {
        "primary_email_address_id": it.primary_email_address_id,
        "primary_phone_number_id": it.primary_phone_number_id,
        "primary_web3_wallet_id": it.primary_web3_wallet_id,
        "email_addresses": [email_address(lens, each) for each in emails],
        "phone_numbers": [phone_number(lens, each) for each in phones],
        "web3_wallets": [web3_wallet(lens, each) for each in wallets],
        "passkeys": [passkey(lens, each) for each in passkeys if identifiers.is_verified(each)],
        "external_accounts": [external_account(lens, each) for each in connections],
        "saml_accounts": [],
        "enterprise_accounts": [],
        "organization_memberships": [membership(lens, each) for each in memberships],
    }


def _security(world: World, it: User) -> Json:
    return {
        "password_enabled": it.password_digest is not None,
        "password_last_updated_at": it.password_last_updated_at,
        "two_factor_enabled": second_factors.has_any(world, it),
        "totp_enabled": users.has_totp(world, it),
        "backup_code_enabled": bool(it.backup_codes),
        "mfa_enabled_at": it.mfa_enabled_at,
        "mfa_disabled_at": it.mfa_disabled_at,
    }


def _standing(lens: Lens, it: User) -> Json:
    return {
        "banned": it.banned,
        "deprovisioned": it.deprovisioned,
        "bypass_client_trust": it.bypass_client_trust,
        "locked": lockout.is_locked(lens.world, it),
        "lockout_expires_in_seconds": lockout.expires_in_seconds(lens.world, it),
        "verification_attempts_remaining": lockout.attempts_remaining(lens.world, it),
        "delete_self_enabled": profiles.may_delete(lens.world, it),
        "create_organization_enabled": it.create_organization_enabled,
        "create_organizations_limit": it.create_organizations_limit,
    }
