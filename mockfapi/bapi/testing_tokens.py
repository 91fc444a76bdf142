"""Group TestingTokens: sparing automated tests captchas."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import testing_tokens
from mockfapi.world.records import TestingToken


@operation("TestingTokens_create")
def create(call: BackendCall) -> TestingToken:
    token = testing_tokens.create(call.world)
    return TestingToken(token, testing_tokens.expire_at(token))
