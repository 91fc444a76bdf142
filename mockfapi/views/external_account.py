"""Accounts at other providers as JSON, and the tokens that servers use there."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.verification import verification
from mockfapi.world.records import ExternalAccount, ProviderProfile, ProviderToken

NOBODY = ProviderProfile("", "", "", email_address_verified=False)


def external_account(lens: Lens, it: ExternalAccount) -> Json:
    """Empty texts tell nothing of anybody until the user has come back from the provider."""
    who = it.profile or NOBODY
    return {
        "object": "external_account",
        "id": it.id,
        "provider": it.provider,
        "identification_id": it.identification_id,
        "provider_user_id": who.provider_user_id,
        "approved_scopes": who.scopes,
        "email_address": who.email_address,
        "email_address_verified": who.email_address_verified,
        "first_name": who.first_name,
        "last_name": who.last_name,
        "username": who.username,
        "avatar_url": who.image_url or "",
        "image_url": who.image_url or "",
        "phone_number": None,
        "label": None,
        "public_metadata": {},
        "verification": _verification(lens, it),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def provider_token(lens: Lens, it: ProviderToken) -> Json:
    del lens
    return {
        "object": "oauth_access_token",
        "external_account_id": it.account.id,
        "provider_user_id": it.profile.provider_user_id,
        "token": it.token,
        "expires_at": None,
        "provider": it.account.provider,
        "public_metadata": {},
        "label": None,
        "scopes": it.profile.scopes.split(),
    }


def _verification(lens: Lens, it: ExternalAccount) -> Json | None:
    """A connection that is being renewed is as good as before, and tells the way to the provider."""
    face, renewed = verification(lens, it.verification), verification(lens, it.reauthorization)
    if face is None or renewed is None:
        return face
    return face | {"error": renewed["error"]} | _way(renewed)


def _way(face: Json) -> Json:
    name = "external_verification_redirect_url"
    return {name: face[name]} if name in face else {}
