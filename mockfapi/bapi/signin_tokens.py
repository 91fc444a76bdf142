"""Group SigninTokens: letting users in without any other proof."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import sign_in_tokens
from mockfapi.world.records import SignInToken


@operation("SigninTokens_createToken")
def create(call: BackendCall) -> SignInToken:
    given = call.params
    return sign_in_tokens.create(
        call.world,
        given.required("user_id"),
        expires_in_seconds=given.number("expires_in_seconds"),
        org_id=given.text("org_id"),
    )


@operation("SigninTokens_revokeToken")
def revoke(call: BackendCall) -> SignInToken:
    return sign_in_tokens.revoke(call.world, call.world.sign_in_tokens[call.path["sign_in_token_id"]])
