"""Group ActorTokens: acting in the name of users."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import actor_tokens
from mockfapi.world.records import ActorToken


@operation("ActorTokens_createToken")
def create(call: BackendCall) -> ActorToken:
    return actor_tokens.create(call.world, **call.params.given())


@operation("ActorTokens_revokeToken")
def revoke(call: BackendCall) -> ActorToken:
    return actor_tokens.revoke(call.world, call.world.actor_tokens[call.path["actor_token_id"]])
