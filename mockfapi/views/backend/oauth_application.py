"""Applications of others that sign people in by this instance."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import OAuthApplication, OAuthApplicationWithSecret


def oauth_application(lens: Lens, it: OAuthApplication) -> Json:
    """With the addresses of the flow, at this instance."""
    issuer = lens.world.issuer
    return {
        "object": "oauth_application",
        "id": it.id,
        "instance_id": lens.world.instance.id,
        "name": it.name,
        "client_id": it.client_id,
        "client_uri": None,
        "client_image_url": None,
        "dynamically_registered": False,
        "consent_screen_enabled": it.consent_screen_enabled,
        "pkce_required": it.pkce_required,
        "public": it.public,
        "scopes": it.scopes,
        "redirect_uris": list(it.redirect_uris),
        "callback_url": it.redirect_uris[0] if it.redirect_uris else "",
        "authorize_url": f"{issuer}/oauth/authorize",
        "token_fetch_url": f"{issuer}/oauth/token",
        "user_info_url": f"{issuer}/oauth/userinfo",
        "discovery_url": f"{issuer}/.well-known/openid-configuration",
        "token_introspection_url": f"{issuer}/oauth/token_info",
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }


def with_secret(lens: Lens, it: OAuthApplicationWithSecret) -> Json:
    """The one time that the secret is told."""
    face, secret = oauth_application(lens, it.application), it.application.client_secret
    return face if secret is None else face | {"client_secret": secret}
