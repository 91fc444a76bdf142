"""Group OAuth access tokens: what those stand for that this instance, as a provider, gave out."""

from mockfapi import errors
from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import oauth_access_tokens
from mockfapi.world.records import OAuthAccessToken


@operation("OAuthAccessTokens_verify")
def verify(call: BackendCall) -> OAuthAccessToken:
    """Older server libraries call what they verify `secret`."""
    text = call.params.text("access_token") or call.params.text("secret")
    if text is None:
        raise errors.form_param_missing("access_token")
    return oauth_access_tokens.verify(call.world, text)
