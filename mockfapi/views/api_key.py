"""API keys as browsers and servers see them alike; access tokens of OAuth applications."""

from mockfapi.rules import api_keys, oauth_access_tokens
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import ApiKey, IssuedApiKey, OAuthAccessToken


def api_key(lens: Lens, it: ApiKey) -> Json:
    return {
        "object": "api_key",
        "id": it.id,
        "type": it.type,
        "subject": it.subject,
        "name": it.name,
        "description": it.description,
        "claims": None if it.claims is None else dict(it.claims),
        "scopes": list(it.scopes),
        "revoked": it.revoked_at is not None,
        "revocation_reason": it.revocation_reason,
        "expired": api_keys.is_expired(lens.world, it),
        "expiration": it.expire_at,
        "created_by": it.created_by,
        "last_used_at": it.last_used_at,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def issued_api_key(lens: Lens, it: IssuedApiKey) -> Json:
    return api_key(lens, it.key) | {"secret": api_keys.secret(lens.world, it.key)}


def oauth_access_token(lens: Lens, it: OAuthAccessToken) -> Json:
    return {
        "object": "clerk_idp_oauth_access_token",
        "id": it.id,
        "client_id": it.client_id,
        "subject": it.user_id,
        "scopes": list(it.scopes),
        "revoked": it.revoked_at is not None,
        "revocation_reason": it.revocation_reason,
        "expired": oauth_access_tokens.is_expired(lens.world, it),
        "expiration": it.expire_at,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
