"""Tag Well Known: keys and metadata for other software."""

from mockfapi.http.call import PublicCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import signing_keys


@operation("getJWKS")
def jwks(call: PublicCall) -> Document:
    return Document({"keys": signing_keys.key_set(call.world)})


@operation("getOpenIDConfiguration")
def openid_configuration(call: PublicCall) -> Document:
    issuer, served = call.world.issuer, call.address or call.world.issuer
    return Document(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{served}/oauth/authorize",
            "token_endpoint": f"{served}/oauth/token",
            "revocation_endpoint": f"{served}/oauth/token/revoke",
            "introspection_endpoint": f"{served}/oauth/token_info",
            "userinfo_endpoint": f"{served}/oauth/userinfo",
            "jwks_uri": f"{served}/.well-known/jwks.json",
            "scopes_supported": ["openid", "profile", "email", "public_metadata", "private_metadata"],
            "response_types_supported": ["code"],
            "response_modes_supported": ["form_post", "query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "claims_supported": [
                "aud",
                "email",
                "email_verified",
                "exp",
                "family_name",
                "given_name",
                "iat",
                "iss",
                "name",
                "picture",
                "preferred_username",
                "sub",
            ],
            "code_challenge_methods_supported": ["S256"],
            "backchannel_logout_supported": False,
            "frontchannel_logout_supported": False,
        }
    )
